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

SELECT thuvien_libraryfigures.(id, reporting_year_id, state, version, absences, notes, entered_on_behalf,
    responsible_name, responsible_position, opened_at, opened_by_id, saved_at, saved_by_id, saved_from, submitted_at,
    submitted_by_id, returned_at, returned_by_id, return_reason, return_questions, return_seen_at, why_unchanged,
    withdrawn_at, withdrawn_by_id, withdrawal_reason, asked_back_at, asked_back_by_id, asked_back_reason,
    asked_back_answer, accepted_at, accepted_by_id, facility_id, accepted_version_id, pupils, staff, services,
    it_applications, books_total, books_added_budget, books_added_donated, books_withdrawn, titles, periodicals,
    digital_documents, visits_pupils, visits_staff, visits_public, online_visits, active_users, loans, reading_lessons,
    events, event_participants, rotation_rounds, rotation_books, floor_area_m2, seats, computers, librarians_full_time,
    librarians_part_time, funding_state_vnd, funding_donated_vnd, arrangement, opening_hours, reader_cards,
    standard_level, standard_decision, standard_date, books_textbooks, books_reference, books_professional, books_other,
    outside_users, librarian_qualification), kehoach_reportingyear.(id, commune_id, year, window_start, window_end,
    unit_deadline, report_deadline, entry_until, correction_until, opened_at, opened_by_id, closed_at, closed_by_id,
    closing_reason), thuvien_library.(id, commune_id, unit_id, code, name, opened_on, closed_on, kind),
    kehoach_commune.(id, code, kind, name, province, valid_from, valid_until, successor_id, is_demo, contact_name,
    contact_position, contact_phone, officer_title, second_look), kehoach_unit.(id, commune_id, code, name, kind,
    position, opened_on, closed_on), T6.(id, code, kind, name, province, valid_from, valid_until, successor_id, is_demo,
    contact_name, contact_position, contact_phone, officer_title, second_look)
FROM thuvien_libraryfigures
INNER JOIN thuvien_library ON (thuvien_libraryfigures.facility_id = thuvien_library.id)
INNER JOIN kehoach_reportingyear ON (thuvien_libraryfigures.reporting_year_id = kehoach_reportingyear.id)
INNER JOIN kehoach_commune ON (thuvien_library.commune_id = kehoach_commune.id)
INNER JOIN kehoach_unit ON (thuvien_library.unit_id = kehoach_unit.id)
INNER JOIN kehoach_commune T6 ON (kehoach_unit.commune_id = T6.id)
WHERE (thuvien_library.code = ? AND thuvien_libraryfigures.facility_id IN (SELECT U0.id
FROM thuvien_library U0
WHERE (U0.commune_id = ? AND U0.unit_id = ?)) AND kehoach_reportingyear.year = ?)
ORDER BY kehoach_reportingyear.year ASC, thuvien_libraryfigures.facility_id ASC

SELECT kehoach_evidence.(id, content_type_id, object_id, question, name, file, media_type, size, sha256, uploaded_at,
    uploaded_by_id)
FROM kehoach_evidence
WHERE (kehoach_evidence.content_type_id = ? AND kehoach_evidence.object_id IN (?))
ORDER BY kehoach_evidence.uploaded_at ASC, kehoach_evidence.id ASC

SELECT thuvien_library.id AS pk, thuvien_library_predecessors.to_library_id AS predecessors, COUNT(T4.from_library_id)
    AS heirs
FROM thuvien_library
INNER JOIN thuvien_library_predecessors ON (thuvien_library.id = thuvien_library_predecessors.from_library_id)
INNER JOIN thuvien_library T3 ON (thuvien_library_predecessors.to_library_id = T3.id)
LEFT OUTER JOIN thuvien_library_predecessors T4 ON (T3.id = T4.to_library_id)
WHERE (thuvien_library.id = ? AND thuvien_library_predecessors.to_library_id IS NOT NULL)
GROUP BY ?
ORDER BY ? ASC, ? ASC

SELECT thuvien_libraryfigures.(id, reporting_year_id, state, version, absences, notes, entered_on_behalf,
    responsible_name, responsible_position, opened_at, opened_by_id, saved_at, saved_by_id, saved_from, submitted_at,
    submitted_by_id, returned_at, returned_by_id, return_reason, return_questions, return_seen_at, why_unchanged,
    withdrawn_at, withdrawn_by_id, withdrawal_reason, asked_back_at, asked_back_by_id, asked_back_reason,
    asked_back_answer, accepted_at, accepted_by_id, facility_id, accepted_version_id, pupils, staff, services,
    it_applications, books_total, books_added_budget, books_added_donated, books_withdrawn, titles, periodicals,
    digital_documents, visits_pupils, visits_staff, visits_public, online_visits, active_users, loans, reading_lessons,
    events, event_participants, rotation_rounds, rotation_books, floor_area_m2, seats, computers, librarians_full_time,
    librarians_part_time, funding_state_vnd, funding_donated_vnd, arrangement, opening_hours, reader_cards,
    standard_level, standard_decision, standard_date, books_textbooks, books_reference, books_professional, books_other,
    outside_users, librarian_qualification)
FROM thuvien_libraryfigures
INNER JOIN thuvien_library ON (thuvien_libraryfigures.facility_id = thuvien_library.id)
INNER JOIN kehoach_reportingyear ON (thuvien_libraryfigures.reporting_year_id = kehoach_reportingyear.id)
INNER JOIN kehoach_commune ON (thuvien_library.commune_id = kehoach_commune.id)
INNER JOIN kehoach_commune T6 ON (kehoach_reportingyear.commune_id = T6.id)
WHERE ((thuvien_libraryfigures.state = ? OR thuvien_libraryfigures.accepted_version_id IS NOT NULL) AND
    thuvien_libraryfigures.facility_id IN (SELECT U0.id AS pk
FROM thuvien_library U0
WHERE U0.id = ?) AND kehoach_reportingyear.year = ?)
ORDER BY kehoach_commune.code ASC, thuvien_library.id ASC, T6.code ASC, kehoach_reportingyear.year DESC

SELECT kehoach_checkthreshold.(id, kind, code, value)
FROM kehoach_checkthreshold
ORDER BY kehoach_checkthreshold.kind ASC, kehoach_checkthreshold.code ASC

SELECT kehoach_checksetting.(id, kind, code, weight, reason)
FROM kehoach_checksetting
ORDER BY kehoach_checksetting.kind ASC, kehoach_checksetting.code ASC

SELECT kehoach_activity.facility_id AS facility_id, kehoach_activity.kind AS kind, COUNT(kehoach_activity.id) AS number,
    COUNT(kehoach_activity.participants) AS counted, SUM(kehoach_activity.participants) AS people
FROM kehoach_activity
WHERE (kehoach_activity.facility_id IN (?) AND kehoach_activity.facility_type_id = ? AND kehoach_activity.happened_on
    BETWEEN ? AND ?)
GROUP BY ?

SELECT thuvien_librarytally.(id, year, month, since_day, amounts, version, saved_at, saved_by_id, facility_id)
FROM thuvien_librarytally
INNER JOIN thuvien_library ON (thuvien_librarytally.facility_id = thuvien_library.id)
INNER JOIN kehoach_commune ON (thuvien_library.commune_id = kehoach_commune.id)
WHERE (thuvien_librarytally.facility_id IN (?) AND thuvien_librarytally.year BETWEEN ? AND ?)
ORDER BY kehoach_commune.code ASC, thuvien_library.id ASC, thuvien_librarytally.year ASC, thuvien_librarytally.month
    ASC, thuvien_librarytally.since_day ASC

SELECT thuvien_historicallibraryfigures.(id, state, version, absences, notes, entered_on_behalf, responsible_name,
    responsible_position, opened_at, saved_at, saved_from, submitted_at, returned_at, return_reason, return_questions,
    return_seen_at, why_unchanged, withdrawn_at, withdrawal_reason, asked_back_at, asked_back_reason, asked_back_answer,
    accepted_at, pupils, staff, services, it_applications, books_total, books_added_budget, books_added_donated,
    books_withdrawn, titles, periodicals, digital_documents, visits_pupils, visits_staff, visits_public, online_visits,
    active_users, loans, reading_lessons, events, event_participants, rotation_rounds, rotation_books, floor_area_m2,
    seats, computers, librarians_full_time, librarians_part_time, funding_state_vnd, funding_donated_vnd, arrangement,
    opening_hours, reader_cards, standard_level, standard_decision, standard_date, books_textbooks, books_reference,
    books_professional, books_other, outside_users, librarian_qualification, reporting_year_id, opened_by_id,
    saved_by_id, submitted_by_id, returned_by_id, withdrawn_by_id, asked_back_by_id, accepted_by_id, facility_id,
    accepted_version_id, history_id, history_date, history_change_reason, history_type, history_user_id)
FROM thuvien_historicallibraryfigures
WHERE (thuvien_historicallibraryfigures.id IN (?) AND thuvien_historicallibraryfigures.state = ?)
ORDER BY thuvien_historicallibraryfigures.history_id ASC

SELECT kehoach_plan.(id, commune_id, number, issued_on, issued_at, issuing_body, title, preamble, general_objective,
    closing, amends_id, first_year, last_year, regular_activities, signing_authority, signing_position, signatory),
    EXISTS(SELECT ? AS a
FROM kehoach_commune U0
WHERE U0.successor_id = (kehoach_plan.commune_id)
LIMIT ?) AS has_merged
FROM kehoach_plan
WHERE kehoach_plan.commune_id = ?
ORDER BY kehoach_plan.first_year ASC, kehoach_plan.issued_on ASC, kehoach_plan.id ASC
