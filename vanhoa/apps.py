"""Cultural centres and their yearly figures."""

from importlib import import_module

from django.apps import AppConfig


class VanhoaConfig(AppConfig):
    """Adds cultural centres to the kinds of figures."""

    name = "vanhoa"
    verbose_name = "Thiết chế văn hóa"

    def ready(self) -> None:
        """Registers the kind, now that models can be imported."""
        import_module("vanhoa.kind")
