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

SELECT kehoach_activity.(id, commune_id, unit_id, task_id, happened_on, title, note, recorded_at, recorded_by_id,
    version, kind, occasion_id, place, participants, facility_type_id, facility_id), kehoach_commune.(id, code, kind,
    name, province, valid_from, valid_until, successor_id, is_demo, contact_name, contact_position, contact_phone,
    officer_title, second_look), kehoach_unit.(id, commune_id, code, name, kind, position, opened_on, closed_on),
    kehoach_task.(id, plan_id, code, position, former_code, section_id, wording, short_name, named_kinds, expected,
    counts, role, due_month, due_day), kehoach_occasion.(id, plan_id, code, position, name, start_month, start_day,
    end_month, end_day, first_year)
FROM kehoach_activity
INNER JOIN kehoach_commune ON (kehoach_activity.commune_id = kehoach_commune.id)
INNER JOIN kehoach_unit ON (kehoach_activity.unit_id = kehoach_unit.id)
LEFT OUTER JOIN kehoach_task ON (kehoach_activity.task_id = kehoach_task.id)
LEFT OUTER JOIN kehoach_occasion ON (kehoach_activity.occasion_id = kehoach_occasion.id)
WHERE (kehoach_activity.commune_id = ? AND kehoach_activity.happened_on BETWEEN ? AND ?)
ORDER BY kehoach_activity.happened_on DESC, kehoach_activity.id DESC

SELECT kehoach_evidence.(id, content_type_id, object_id, question, name, file, media_type, size, sha256, uploaded_at,
    uploaded_by_id)
FROM kehoach_evidence
WHERE (kehoach_evidence.content_type_id = ? AND kehoach_evidence.object_id IN (?))
ORDER BY kehoach_evidence.uploaded_at ASC, kehoach_evidence.id ASC

SELECT kehoach_historicalactivity.(id, happened_on, title, note, recorded_at, version, kind, place, participants,
    facility_id, commune_id, unit_id, task_id, recorded_by_id, occasion_id, facility_type_id, history_id, history_date,
    history_change_reason, history_type, history_user_id), kehoach_user.(id, password, last_login, is_superuser,
    username, email, is_staff, is_active, date_joined, first_name, last_name, folded_name, role, commune_id, unit_id,
    position, phone, active_until, area_province, area_communes, switched_on_on, told_of_disuse_on, bell_seen_at,
    has_notice_mail, notices_mailed_at, is_link, is_demo)
FROM kehoach_historicalactivity
LEFT OUTER JOIN kehoach_user ON (kehoach_historicalactivity.history_user_id = kehoach_user.id)
WHERE (kehoach_historicalactivity.commune_id = ? AND kehoach_historicalactivity.history_type = ? AND
    kehoach_historicalactivity.happened_on BETWEEN ? AND ?)
ORDER BY kehoach_historicalactivity.history_date DESC, kehoach_historicalactivity.history_id DESC

SELECT kehoach_plan.(id, commune_id, number, issued_on, issued_at, issuing_body, title, preamble, general_objective,
    closing, amends_id, first_year, last_year, regular_activities, signing_authority, signing_position, signatory),
    EXISTS(SELECT ? AS a
FROM kehoach_commune U0
WHERE U0.successor_id = (kehoach_plan.commune_id)
LIMIT ?) AS has_merged
FROM kehoach_plan
WHERE kehoach_plan.commune_id = ?
ORDER BY kehoach_plan.first_year ASC, kehoach_plan.issued_on ASC, kehoach_plan.id ASC

SELECT kehoach_occasion.(id, plan_id, code, position, name, start_month, start_day, end_month, end_day, first_year)
FROM kehoach_occasion
INNER JOIN kehoach_plan ON (kehoach_occasion.plan_id = kehoach_plan.id)
INNER JOIN kehoach_commune ON (kehoach_plan.commune_id = kehoach_commune.id)
WHERE kehoach_occasion.plan_id = ?
ORDER BY kehoach_commune.code ASC, kehoach_plan.issued_on DESC, kehoach_occasion.position ASC

SELECT kehoach_plan.(id, commune_id, number, issued_on, issued_at, issuing_body, title, preamble, general_objective,
    closing, amends_id, first_year, last_year, regular_activities, signing_authority, signing_position, signatory),
    EXISTS(SELECT ? AS a
FROM kehoach_commune U0
WHERE U0.successor_id = (kehoach_plan.commune_id)
LIMIT ?) AS has_merged
FROM kehoach_plan
WHERE kehoach_plan.commune_id = ?
ORDER BY kehoach_plan.first_year ASC, kehoach_plan.issued_on ASC, kehoach_plan.id ASC
