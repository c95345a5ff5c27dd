from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("kehoach", "0002_links_exceptions_evidence_notices_thresholds")]

    operations = [
        migrations.AddField(
            model_name=model,
            name="closing_reason",
            field=models.CharField(blank=True, default="", max_length=300, verbose_name="lý do khóa khi còn thiếu"),
        )
        for model in ("reportingyear", "historicalreportingyear")
    ]
