"""The project's own app, and Django's admin as this project wants it."""

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps


class KehoachConfig(AppConfig):
    """Communes, units, people, plan, years, and the workflow of figures."""

    default = True
    name = "kehoach"
    verbose_name = "Kế hoạch"


class AdministrationConfig(admin_apps.AdminConfig):
    """Django's admin behind the portal's own sign-in."""

    default = False
    default_site = "kehoach.admin_site.AdministrationSite"
