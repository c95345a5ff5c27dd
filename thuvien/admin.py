"""Libraries for the administrator."""

from django.contrib import admin

from kehoach.admin import FacilityAdmin, FiguresAdmin
from thuvien.models import Library, LibraryFigures

admin.site.register(Library, FacilityAdmin)
admin.site.register(LibraryFigures, FiguresAdmin)
