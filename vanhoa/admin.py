"""Cultural centres for the administrator."""

from django.contrib import admin

from kehoach.admin import FacilityAdmin, FiguresAdmin
from vanhoa.models import CentreFigures, CulturalCentre

admin.site.register(CulturalCentre, FacilityAdmin)
admin.site.register(CentreFigures, FiguresAdmin)
