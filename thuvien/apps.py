"""Libraries and their yearly figures."""

from importlib import import_module

from django.apps import AppConfig


class ThuvienConfig(AppConfig):
    """Adds libraries to the kinds of figures."""

    name = "thuvien"
    verbose_name = "Thư viện"

    def ready(self) -> None:
        """Registers the kind, now that models can be imported."""
        import_module("thuvien.kind")
