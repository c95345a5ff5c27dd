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

SELECT kehoach_commune.(id, code, kind, name, province, valid_from, valid_until, successor_id, is_demo, contact_name,
    contact_position, contact_phone, officer_title, second_look)
FROM kehoach_commune
ORDER BY kehoach_commune.code ASC

SELECT kehoach_commune.(id, code, kind, name, province, valid_from, valid_until, successor_id, is_demo, contact_name,
    contact_position, contact_phone, officer_title, second_look)
FROM kehoach_commune
ORDER BY kehoach_commune.code ASC
LIMIT ?

SELECT kehoach_plan.(id, commune_id, number, issued_on, issued_at, issuing_body, title, preamble, general_objective,
    closing, amends_id, first_year, last_year, regular_activities, signing_authority, signing_position, signatory),
    kehoach_commune.(id, code, kind, name, province, valid_from, valid_until, successor_id, is_demo, contact_name,
    contact_position, contact_phone, officer_title, second_look)
FROM kehoach_plan
INNER JOIN kehoach_commune ON (kehoach_plan.commune_id = kehoach_commune.id)
ORDER BY kehoach_plan.issued_on DESC, kehoach_plan.id DESC
LIMIT ?

SELECT baocao_report.(id, commune_id, plan_id, year, kind, length, purpose, state, replaces_id, replacement_reason,
    blank, signature_field, started_at, started_by_id, proposed_at, proposed_by_id, withdrawn_at, withdrawn_by_id,
    withdrawal_reason, returned_at, returned_by_id, return_reason, why_unchanged, issued_at, issued_by_id),
    kehoach_commune.(id, code, kind, name, province, valid_from, valid_until, successor_id, is_demo, contact_name,
    contact_position, contact_phone, officer_title, second_look), kehoach_plan.(id, commune_id, number, issued_on,
    issued_at, issuing_body, title, preamble, general_objective, closing, amends_id, first_year, last_year,
    regular_activities, signing_authority, signing_position, signatory), T4.(id, code, kind, name, province, valid_from,
    valid_until, successor_id, is_demo, contact_name, contact_position, contact_phone, officer_title, second_look),
    T5.(id, commune_id, plan_id, year, kind, length, purpose, state, replaces_id, replacement_reason, blank,
    signature_field, started_at, started_by_id, proposed_at, proposed_by_id, withdrawn_at, withdrawn_by_id,
    withdrawal_reason, returned_at, returned_by_id, return_reason, why_unchanged, issued_at, issued_by_id),
    baocao_registerentry.(id, commune_id, year, number, symbol, signed_on, report_id), T7.(id, commune_id, year, number,
    symbol, signed_on, report_id)
FROM baocao_report
INNER JOIN kehoach_commune ON (baocao_report.commune_id = kehoach_commune.id)
INNER JOIN kehoach_plan ON (baocao_report.plan_id = kehoach_plan.id)
INNER JOIN kehoach_commune T4 ON (kehoach_plan.commune_id = T4.id)
LEFT OUTER JOIN baocao_report T5 ON (baocao_report.replaces_id = T5.id)
LEFT OUTER JOIN baocao_registerentry ON (T5.id = baocao_registerentry.report_id)
LEFT OUTER JOIN baocao_registerentry T7 ON (baocao_report.id = T7.report_id)
WHERE (baocao_report.commune_id IN (SELECT kehoach_commune.id
FROM kehoach_commune) AND baocao_report.state = ?)
ORDER BY baocao_report.issued_at DESC
LIMIT ?
