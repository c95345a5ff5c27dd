"""Cultural centres for the administrator."""

from django.contrib import admin

from kehoach.figures.admin import FiguresAdmin
from kehoach.setup.admin.facilities import FacilityAdmin
from vanhoa.models import CentreFigures, CulturalCentre

admin.site.register(CulturalCentre, FacilityAdmin)
admin.site.register(CentreFigures, FiguresAdmin)
