from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('kehoach', '0011_what_officers_are_called'),
    ]

    operations = [
        migrations.AddField(
            model_name='historicalreportingyear',
            name='correction_until',
            field=models.DateField(blank=True, help_text='Để trống: đến khi khóa năm.', null=True, verbose_name='sửa phiếu đến hết ngày'),
        ),
        migrations.AddField(
            model_name='historicalreportingyear',
            name='entry_until',
            field=models.DateField(blank=True, help_text='Để trống: đến khi khóa năm.', null=True, verbose_name='nhận phiếu mới đến hết ngày'),
        ),
        migrations.AddField(
            model_name='reportingyear',
            name='correction_until',
            field=models.DateField(blank=True, help_text='Để trống: đến khi khóa năm.', null=True, verbose_name='sửa phiếu đến hết ngày'),
        ),
        migrations.AddField(
            model_name='reportingyear',
            name='entry_until',
            field=models.DateField(blank=True, help_text='Để trống: đến khi khóa năm.', null=True, verbose_name='nhận phiếu mới đến hết ngày'),
        ),
        migrations.AddConstraint(
            model_name='reportingyear',
            constraint=models.CheckConstraint(condition=models.Q(('entry_until__isnull', True), ('entry_until__gte', models.F('unit_deadline')), _connector='OR'), name='reporting_year_takes_forms_until_its_deadline', violation_error_message='Ngày cuối nhận phiếu mới không được trước hạn nộp của đơn vị.'),
        ),
        migrations.AddConstraint(
            model_name='reportingyear',
            constraint=models.CheckConstraint(condition=models.Q(('correction_until__isnull', True), models.Q(('correction_until__gte', models.F('entry_until')), ('entry_until__isnull', False)), _connector='OR'), name='reporting_year_is_corrected_after_entry', violation_error_message='Ngày cuối sửa phiếu không được trước ngày cuối nhận phiếu mới.'),
        ),
    ]
