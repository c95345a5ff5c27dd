"""The project's own app, and those of others as this project wants them."""

from importlib import import_module

from axes import apps as axes_apps
from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps

from kehoach.common.logs import mask_tokens


class KehoachConfig(AppConfig):
    """Communes, units, people, plan, years, and the workflow of figures."""

    default = True
    name = "kehoach"
    verbose_name = "Kế hoạch"

    def ready(self) -> None:
        """Registers what may stand in an address, before any path is read, what SQLite has to know, and who listens."""
        import_module("kehoach.common.converters")
        import_module("kehoach.common.db_functions")
        import_module("kehoach.audit.receivers")
        import_module("kehoach.notices.sources")
        import_module("kehoach.people.receivers")
        import_module("kehoach.reminders.receivers")
        import_module("kehoach.tallies.receivers")
        import_module("kehoach.operations.receivers").connect(self)
        mask_tokens()


class AdministrationConfig(admin_apps.AdminConfig):
    """Django's admin behind the portal's own sign-in."""

    default = False
    default_site = "kehoach.people.admin_site.AdministrationSite"


class SignInConfig(axes_apps.AppConfig):
    """The list of wrong passwords under a name that administrators understand."""

    default = False
    verbose_name = "Đăng nhập"
