from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('kehoach', '0001_initial'),
    ]

    operations = [
        migrations.RenameModel('Reading', 'Interpretation'),
        migrations.RenameModel('HistoricalReading', 'HistoricalInterpretation'),
        migrations.RemoveConstraint(
            model_name='interpretation',
            name='reading_code_unique_in_plan',
        ),
        migrations.AlterField(
            model_name='interpretation',
            name='targets',
            field=models.ManyToManyField(related_name='interpretations', to='kehoach.target', verbose_name='chỉ tiêu'),
        ),
        migrations.AddConstraint(
            model_name='interpretation',
            constraint=models.UniqueConstraint(fields=('plan', 'code'), name='interpretation_code_unique_in_plan', violation_error_message='Kế hoạch đã có mục mang mã này.'),
        ),
    ]
