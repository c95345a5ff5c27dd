import unicodedata
from collections import defaultdict
from typing import Any

from django.core.management import CommandError
from django.db import migrations, models

import kehoach.models.people


def folded_name(username: str) -> str:
    """As kehoach.models.people has it today: what a migration has made does not change with the code."""
    text = unicodedata.normalize("NFKC", username)
    return " ".join("".join(letter for letter in text if unicodedata.category(letter) != "Cf").split()).casefold()


def fold(apps: Any, schema_editor: Any) -> None:
    """Folds every username. Two that differ only in capitals are for whoever runs the portal to tell apart."""
    users = apps.get_model("kehoach", "User").objects
    names = defaultdict(list)
    for pk, username in users.order_by("pk").values_list("pk", "username"):
        names[folded_name(username)].append((pk, username))
    twins = [", ".join(username for _, username in rows) for rows in names.values() if len(rows) > 1]
    if twins:
        raise CommandError(
            "Có những tài khoản mà tên chỉ khác nhau chữ hoa, chữ thường: " + "; ".join(twins) + ". "
            "Từ bản này các tên ấy là một. Hãy chạy lại bản trước, đổi tên (hoặc tắt và đổi tên) một tài khoản "
            "của mỗi cặp ở trang Quản trị, rồi chạy lại migrate. Chưa có gì thay đổi."
        )
    for name, [(pk, _)] in names.items():
        users.filter(pk=pk).update(folded_name=name)


class Migration(migrations.Migration):

    dependencies = [
        ('kehoach', '0005_links_live_as_long_as_their_year'),
    ]

    operations = [
        migrations.AddField(
            model_name='user',
            name='folded_name',
            field=kehoach.models.people.FoldedNameField(editable=False, max_length=150, null=True),
        ),
        migrations.RunPython(fold, migrations.RunPython.noop),
        migrations.AlterField(
            model_name='user',
            name='folded_name',
            field=kehoach.models.people.FoldedNameField(editable=False, max_length=150, unique=True),
        ),
    ]
