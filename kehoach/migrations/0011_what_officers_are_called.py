from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('kehoach', '0010_bell'),
    ]

    operations = [
        migrations.AddField(
            model_name='commune',
            name='officer_title',
            field=models.CharField(blank=True, help_text='Ví dụ: chuyên viên phòng Văn hóa - Xã hội. Để trống: công chức Văn hóa - Xã hội.', max_length=80, verbose_name='cách gọi người phụ trách'),
        ),
        migrations.AddField(
            model_name='historicalcommune',
            name='officer_title',
            field=models.CharField(blank=True, help_text='Ví dụ: chuyên viên phòng Văn hóa - Xã hội. Để trống: công chức Văn hóa - Xã hội.', max_length=80, verbose_name='cách gọi người phụ trách'),
        ),
    ]
