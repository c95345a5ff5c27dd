import base64
import hashlib
import hmac
from typing import Any

from django.conf import settings
from django.db import migrations

# What a code on paper was kept as until now: itself.
AS_IT_WAS = 8


def hash_codes(apps: Any, schema_editor: object) -> None:
    """Keeps of each code on paper what kehoach.people.second_factor.kept makes of it, so that it goes on opening."""
    for token in apps.get_model('otp_static', 'StaticToken').objects.all():
        if len(token.token) == AS_IT_WAS:
            name = f'recovery-code:{token.device_id}'.encode()
            salt = hmac.new(settings.SECRET_KEY.encode(), name, hashlib.sha256).digest()
            derived = hashlib.pbkdf2_hmac('sha256', token.token.encode(), salt, 20_000)
            token.token = base64.b32encode(derived).decode().lower()[:16]
            token.save(update_fields=['token'])


class Migration(migrations.Migration):

    dependencies = [
        ('kehoach', '0024_prune_audit'),
        ('otp_static', '0003_add_timestamps'),
    ]

    operations = [
        migrations.RunPython(hash_codes, migrations.RunPython.noop),
    ]
