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

SELECT kehoach_plan.(id, commune_id, number, issued_on, issued_at, issuing_body, title, preamble, general_objective,
    closing, amends_id, first_year, last_year, regular_activities, signing_authority, signing_position, signatory),
    EXISTS(SELECT ? AS a
FROM kehoach_commune U0
WHERE U0.successor_id = (kehoach_plan.commune_id)
LIMIT ?) AS has_merged
FROM kehoach_plan
WHERE kehoach_plan.commune_id = ?
ORDER BY kehoach_plan.first_year ASC, kehoach_plan.issued_on ASC, kehoach_plan.id ASC

SELECT thuvien_library.opened_on AS opened_on, thuvien_library.closed_on AS closed_on
FROM thuvien_library
INNER JOIN kehoach_commune ON (thuvien_library.commune_id = kehoach_commune.id)
WHERE thuvien_library.commune_id = ?
ORDER BY kehoach_commune.code ASC, thuvien_library.id ASC

SELECT vanhoa_culturalcentre.opened_on AS opened_on, vanhoa_culturalcentre.closed_on AS closed_on
FROM vanhoa_culturalcentre
INNER JOIN kehoach_commune ON (vanhoa_culturalcentre.commune_id = kehoach_commune.id)
WHERE vanhoa_culturalcentre.commune_id = ?
ORDER BY kehoach_commune.code ASC, vanhoa_culturalcentre.id ASC

SELECT kehoach_reportingyear.year AS reporting_year__year
FROM thuvien_libraryfigures
INNER JOIN thuvien_library ON (thuvien_libraryfigures.facility_id = thuvien_library.id)
INNER JOIN kehoach_reportingyear ON (thuvien_libraryfigures.reporting_year_id = kehoach_reportingyear.id)
INNER JOIN kehoach_commune ON (kehoach_reportingyear.commune_id = kehoach_commune.id)
INNER JOIN kehoach_commune T6 ON (thuvien_library.commune_id = T6.id)
WHERE ((thuvien_library.opened_on IS NULL OR thuvien_library.opened_on <= (kehoach_reportingyear.window_end)) AND
    (thuvien_library.closed_on IS NULL OR thuvien_library.closed_on > (kehoach_reportingyear.window_end)) AND
    (thuvien_libraryfigures.state = ? OR thuvien_libraryfigures.accepted_version_id IS NOT NULL) AND
    kehoach_reportingyear.commune_id = ?)
ORDER BY T6.code ASC, thuvien_library.id ASC, kehoach_commune.code ASC, kehoach_reportingyear.year DESC

SELECT kehoach_reportingyear.year AS reporting_year__year
FROM vanhoa_centrefigures
INNER JOIN vanhoa_culturalcentre ON (vanhoa_centrefigures.facility_id = vanhoa_culturalcentre.id)
INNER JOIN kehoach_reportingyear ON (vanhoa_centrefigures.reporting_year_id = kehoach_reportingyear.id)
INNER JOIN kehoach_commune ON (kehoach_reportingyear.commune_id = kehoach_commune.id)
INNER JOIN kehoach_commune T6 ON (vanhoa_culturalcentre.commune_id = T6.id)
WHERE ((vanhoa_culturalcentre.opened_on IS NULL OR vanhoa_culturalcentre.opened_on <=
    (kehoach_reportingyear.window_end)) AND (vanhoa_culturalcentre.closed_on IS NULL OR vanhoa_culturalcentre.closed_on
    > (kehoach_reportingyear.window_end)) AND (vanhoa_centrefigures.state = ? OR
    vanhoa_centrefigures.accepted_version_id IS NOT NULL) AND kehoach_reportingyear.commune_id = ?)
ORDER BY T6.code ASC, vanhoa_culturalcentre.id ASC, kehoach_commune.code ASC, kehoach_reportingyear.year DESC

SELECT kehoach_reportingyear.(id, commune_id, year, window_start, window_end, unit_deadline, report_deadline,
    entry_until, correction_until, opened_at, opened_by_id, closed_at, closed_by_id, closing_reason)
FROM kehoach_reportingyear
WHERE kehoach_reportingyear.commune_id = ?
ORDER BY kehoach_reportingyear.year DESC

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
WHERE (baocao_report.commune_id = ? AND baocao_report.commune_id = ?)
ORDER BY baocao_report.started_at ASC, baocao_report.id ASC

SELECT DISTINCT kehoach_milestone.year AS year, kehoach_commune.code, kehoach_plan.issued_on, kehoach_target.position,
    kehoach_condition.position
FROM kehoach_milestone
INNER JOIN kehoach_condition ON (kehoach_milestone.condition_id = kehoach_condition.id)
INNER JOIN kehoach_target ON (kehoach_condition.target_id = kehoach_target.id)
INNER JOIN kehoach_plan ON (kehoach_target.plan_id = kehoach_plan.id)
INNER JOIN kehoach_commune ON (kehoach_plan.commune_id = kehoach_commune.id)
WHERE kehoach_target.plan_id = ?
ORDER BY kehoach_commune.code ASC, kehoach_plan.issued_on DESC, kehoach_target.position ASC, kehoach_condition.position
    ASC, ? ASC
