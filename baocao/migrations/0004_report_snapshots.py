import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('baocao', '0003_signed_copies'),
    ]

    operations = [
        migrations.RenameModel('Frozen', 'ReportSnapshot'),
        migrations.AlterField(
            model_name='reportsnapshot',
            name='report',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='snapshot', serialize=False, to='baocao.report', verbose_name='báo cáo'),
        ),
    ]
