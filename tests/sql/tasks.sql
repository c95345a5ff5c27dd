SELECT kehoach_signedinsession.(session_key, session_data, expire_date, user_id, device, address, started_at, seen_at)
FROM kehoach_signedinsession
WHERE (kehoach_signedinsession.expire_date > ? AND kehoach_signedinsession.session_key = ?)
LIMIT ?

SELECT kehoach_user.(id, password, last_login, is_superuser, username, email, is_staff, is_active, date_joined,
    first_name, last_name, folded_name, role, commune_id, unit_id, position, phone, active_until, area_province,
    area_communes, switched_on_on, told_of_disuse_on, bell_seen_at, has_notice_mail, notices_mailed_at, is_link,
    is_demo), kehoach_commune.(id, code, kind, name, province, valid_from, valid_until, successor_id, is_demo,
    contact_name, contact_position, contact_phone, officer_title, second_look), kehoach_unit.(id, commune_id, code,
    name, kind, position, opened_on, closed_on)
FROM kehoach_user
LEFT OUTER JOIN kehoach_commune ON (kehoach_user.commune_id = kehoach_commune.id)
LEFT OUTER JOIN kehoach_unit ON (kehoach_user.unit_id = kehoach_unit.id)
WHERE kehoach_user.id = ?
ORDER BY kehoach_user.username ASC
LIMIT ?

SELECT kehoach_reportingyear.(id, commune_id, year, window_start, window_end, unit_deadline, report_deadline,
    entry_until, correction_until, opened_at, opened_by_id, closed_at, closed_by_id, closing_reason)
FROM kehoach_reportingyear
INNER JOIN kehoach_commune ON (kehoach_reportingyear.commune_id = kehoach_commune.id)
WHERE kehoach_reportingyear.commune_id = ?
ORDER BY kehoach_commune.code ASC, kehoach_reportingyear.year DESC

SELECT kehoach_plan.(id, commune_id, number, issued_on, issued_at, issuing_body, title, preamble, general_objective,
    closing, amends_id, first_year, last_year, regular_activities, signing_authority, signing_position, signatory),
    EXISTS(SELECT ? AS a
FROM kehoach_commune U0
WHERE U0.successor_id = (kehoach_plan.commune_id)
LIMIT ?) AS has_merged
FROM kehoach_plan
WHERE kehoach_plan.commune_id = ?
ORDER BY kehoach_plan.first_year ASC, kehoach_plan.issued_on ASC, kehoach_plan.id ASC

SELECT kehoach_reportingyear.(id, commune_id, year, window_start, window_end, unit_deadline, report_deadline,
    entry_until, correction_until, opened_at, opened_by_id, closed_at, closed_by_id, closing_reason)
FROM kehoach_reportingyear
WHERE kehoach_reportingyear.commune_id = ?
ORDER BY kehoach_reportingyear.year ASC

SELECT kehoach_task.(id, plan_id, code, position, former_code, section_id, wording, short_name, named_kinds, expected,
    counts, role, due_month, due_day)
FROM kehoach_task
WHERE kehoach_task.plan_id = ?
ORDER BY kehoach_task.position ASC

SELECT kehoach_section.(id, plan_id, code, position, title, body, role)
FROM kehoach_section
WHERE kehoach_section.plan_id = ?
ORDER BY kehoach_section.position ASC

SELECT kehoach_taskprogress.(id, reporting_year_id, task_id, unit_id, state, result, count, updated_at, updated_by_id,
    review, reviewed_at, reviewed_by_id, return_reason, why_unchanged, version)
FROM kehoach_taskprogress
INNER JOIN kehoach_task ON (kehoach_taskprogress.task_id = kehoach_task.id)
WHERE (kehoach_taskprogress.reporting_year_id IN (?) AND kehoach_task.plan_id = ?)

SELECT kehoach_explanation.(id, reporting_year_id, task_id, unit_id, question, asked_at, asked_by_id, answer_by, answer,
    answered_at, answered_by_id)
FROM kehoach_explanation
INNER JOIN kehoach_task ON (kehoach_explanation.task_id = kehoach_task.id)
WHERE (kehoach_explanation.reporting_year_id IN (?) AND kehoach_task.plan_id = ?)
ORDER BY kehoach_explanation.asked_at ASC, kehoach_explanation.id ASC

SELECT kehoach_assignment.task_id AS task_id, kehoach_assignment.unit_id AS unit_id, kehoach_assignment.part AS part
FROM kehoach_assignment
INNER JOIN kehoach_task ON (kehoach_assignment.task_id = kehoach_task.id)
WHERE kehoach_task.plan_id = ?
ORDER BY ? ASC, ? ASC

SELECT kehoach_unit.(id, commune_id, code, name, kind, position, opened_on, closed_on)
FROM kehoach_unit
WHERE kehoach_unit.commune_id = ?
ORDER BY kehoach_unit.id ASC

SELECT kehoach_section.(id, plan_id, code, position, title, body, role)
FROM kehoach_section
INNER JOIN kehoach_plan ON (kehoach_section.plan_id = kehoach_plan.id)
INNER JOIN kehoach_commune ON (kehoach_plan.commune_id = kehoach_commune.id)
WHERE kehoach_section.plan_id = ?
ORDER BY kehoach_commune.code ASC, kehoach_plan.issued_on DESC, kehoach_section.position ASC
