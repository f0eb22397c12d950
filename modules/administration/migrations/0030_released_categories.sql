-- RP.1, B19: what a release in force covers becomes facts, so that a category that is new or changed rests until it is released.
INSERT INTO access_fact (id, module_id, kind, key, valid_from, source_module, source_id)
SELECT gen_random_uuid(), r.module, 'module', c.key || '@' || c.value, r.released_at, 'administration', r.id::text
  FROM module_release r LEFT JOIN module_release_end e ON e.module_release_id = r.id CROSS JOIN LATERAL jsonb_each_text(r.categories) c
 WHERE e.module_release_id IS NULL AND r.categories IS NOT NULL;
