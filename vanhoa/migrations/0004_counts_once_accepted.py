from django.db import migrations, models

# What was reopened and not accepted again takes the version that was accepted last; where the history has none, it is
# a form of which nothing was ever accepted.
REOPENED = """
UPDATE vanhoa_centrefigures SET accepted_version_id = (
    SELECT MAX(version.history_id) FROM vanhoa_historicalcentrefigures version
    WHERE version.id = vanhoa_centrefigures.id AND version.state = 'accepted'
) WHERE state <> 'accepted' AND accepted_at IS NOT NULL
"""
NEVER_ACCEPTED = """
UPDATE vanhoa_centrefigures SET accepted_at = NULL, accepted_by_id = NULL
WHERE state <> 'accepted' AND accepted_version_id IS NULL
"""


class Migration(migrations.Migration):

    # PostgreSQL alters no table in the transaction that has written to it; what was interrupted can be run again.
    atomic = False

    dependencies = [
        ('vanhoa', '0003_accepted_version'),
    ]

    operations = [
        migrations.RunSQL([REOPENED, NEVER_ACCEPTED], migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name='centrefigures',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('accepted_version', None), ('state', 'accepted')), models.Q(models.Q(('state', 'accepted'), _negated=True), models.Q(('accepted_at', None), ('accepted_version__isnull', False), _connector='OR')), _connector='OR'), name='centrefigures_counts_once_accepted', violation_error_message='Số liệu đã duyệt được tính cho đến khi bản sửa được duyệt.'),
        ),
    ]
