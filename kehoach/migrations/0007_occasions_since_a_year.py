from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("kehoach", "0006_folded_names"),
    ]

    operations = [
        migrations.AddField(
            model_name="historicaloccasion",
            name="first_year",
            field=models.PositiveSmallIntegerField(
                blank=True, help_text="Để trống: mọi năm.", null=True, verbose_name="từ năm"
            ),
        ),
        migrations.AddField(
            model_name="occasion",
            name="first_year",
            field=models.PositiveSmallIntegerField(
                blank=True, help_text="Để trống: mọi năm.", null=True, verbose_name="từ năm"
            ),
        ),
    ]
