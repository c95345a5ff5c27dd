from typing import Any

from django.db import migrations, models


# Plan 04 and those made after its pattern have been read by these codes so far.
ROLES = {
    'section': {'I.1': 'general_objective', 'III.1': 'state_funding', 'III.2': 'donated_funding'},
    'task': {
        'II.1.b': 'occasions',
        'II.1.d': 'commendations',
        'II.3.a': 'courses',
        'II.3.d': 'mobilisations',
        'IV.1.a': 'documents',
        'IV.2.a': 'school_plans',
        'IV.3': 'funding',
        'IV.5': 'broadcasts',
    },
}
# The clauses and their histories. As SQL: for RunPython Django would render all models once more.
FILL_IN: list[Any] = [
    (f'UPDATE kehoach_{table} SET role = %s WHERE code = %s', [role, code])
    for model, roles in ROLES.items()
    for table in (model, f'historical{model}')
    for code, role in roles.items()
]


class Migration(migrations.Migration):

    dependencies = [
        ('kehoach', '0002_interpretations'),
    ]

    operations = [
        migrations.AddField(
            model_name='historicalsection',
            name='role',
            field=models.CharField(blank=True, choices=[('general_objective', 'Mục tiêu chung'), ('state_funding', 'Kinh phí từ ngân sách nhà nước'), ('donated_funding', 'Kinh phí xã hội hóa, tài trợ')], help_text='Việc mà cổng gắn với mục này, dù mục mang số nào. Để trống nếu không có.', max_length=30, verbose_name='vai trò trong cổng'),
        ),
        migrations.AddField(
            model_name='historicaltask',
            name='role',
            field=models.CharField(blank=True, choices=[('occasions', 'Hoạt động nhân dịp kỷ niệm'), ('broadcasts', 'Truyền thanh'), ('documents', 'Văn bản triển khai'), ('school_plans', 'Kế hoạch của nhà trường'), ('courses', 'Tập huấn, bồi dưỡng'), ('mobilisations', 'Huy động nhân lực'), ('funding', 'Bố trí kinh phí'), ('commendations', 'Khen thưởng')], help_text='Việc mà cổng gắn với mục này, dù mục mang số nào. Để trống nếu không có.', max_length=30, verbose_name='vai trò trong cổng'),
        ),
        migrations.AddField(
            model_name='section',
            name='role',
            field=models.CharField(blank=True, choices=[('general_objective', 'Mục tiêu chung'), ('state_funding', 'Kinh phí từ ngân sách nhà nước'), ('donated_funding', 'Kinh phí xã hội hóa, tài trợ')], help_text='Việc mà cổng gắn với mục này, dù mục mang số nào. Để trống nếu không có.', max_length=30, verbose_name='vai trò trong cổng'),
        ),
        migrations.AddField(
            model_name='task',
            name='role',
            field=models.CharField(blank=True, choices=[('occasions', 'Hoạt động nhân dịp kỷ niệm'), ('broadcasts', 'Truyền thanh'), ('documents', 'Văn bản triển khai'), ('school_plans', 'Kế hoạch của nhà trường'), ('courses', 'Tập huấn, bồi dưỡng'), ('mobilisations', 'Huy động nhân lực'), ('funding', 'Bố trí kinh phí'), ('commendations', 'Khen thưởng')], help_text='Việc mà cổng gắn với mục này, dù mục mang số nào. Để trống nếu không có.', max_length=30, verbose_name='vai trò trong cổng'),
        ),
        migrations.AddConstraint(
            model_name='section',
            constraint=models.UniqueConstraint(condition=models.Q(('role', ''), _negated=True), fields=('plan', 'role'), name='section_role_unique_in_plan', violation_error_message='Kế hoạch đã có mục khác giữ vai trò này.'),
        ),
        migrations.AddConstraint(
            model_name='task',
            constraint=models.UniqueConstraint(condition=models.Q(('role', ''), _negated=True), fields=('plan', 'role'), name='task_role_unique_in_plan', violation_error_message='Kế hoạch đã có mục khác giữ vai trò này.'),
        ),
        migrations.RunSQL(FILL_IN, migrations.RunSQL.noop),
    ]
