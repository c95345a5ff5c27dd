from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('baocao', '0004_report_snapshots'),
    ]

    operations = [
        migrations.RemoveConstraint(model_name='waiver', name='guard_waived_once_in_a_report'),
        migrations.AlterModelOptions(name='waiver', options={'ordering': ('report', 'failed_check'), 'verbose_name': 'bỏ qua có lý do', 'verbose_name_plural': 'bỏ qua có lý do'}),
        migrations.RenameField('waiver', 'guard', 'failed_check'),
        migrations.RenameField('historicalwaiver', 'guard', 'failed_check'),
        migrations.AddConstraint(
            model_name='waiver',
            constraint=models.UniqueConstraint(fields=('report', 'failed_check'), name='check_waived_once_in_a_report', violation_error_message='Điều này đã được bỏ qua.'),
        ),
    ]
