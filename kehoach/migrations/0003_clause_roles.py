from typing import Any

from django.db import migrations, models


# Plan 04 and those made after its pattern have been read by these codes so far.
ROLES = {
    'Section': {'I.1': 'general_objective', 'III.1': 'state_funding', 'III.2': 'donated_funding'},
    'Task': {
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


def fill_in(apps: Any, schema_editor: Any) -> None:
    """Gives the clauses the roles that their codes stood for, in their histories too."""
    for model, roles in ROLES.items():
        for code, role in roles.items():
            for table in (model, f'Historical{model}'):
                apps.get_model('kehoach', table).objects.filter(code=code).update(role=role)


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
        migrations.RunPython(fill_in, migrations.RunPython.noop),
    ]
