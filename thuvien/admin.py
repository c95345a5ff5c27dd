"""Libraries for the administrator."""

from django.contrib import admin

from kehoach.figures.admin import FiguresAdmin
from kehoach.setup.admin.facilities import FacilityAdmin
from thuvien.models import Library, LibraryFigures

admin.site.register(Library, FacilityAdmin)
admin.site.register(LibraryFigures, FiguresAdmin)
