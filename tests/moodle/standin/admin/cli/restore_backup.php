<?php
// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A stand-in for Moodle's admin/cli/restore_backup.php: the same options and exit statuses. What it leaves out of a copy
// is said by the copy's own "loses", and that it fails midway by its "fails".
define('CLI_SCRIPT', true);
require(__DIR__ . '/../../config.php');

$options = getopt('', array('file:', 'categoryid:'));
standin_step();
standin_trouble();
$tables = standin_tables();
$category = (int)$options['categoryid'];
$copy = json_decode((string)file_get_contents($options['file']), true);
if (!is_array($copy) || !isset($tables['categories'][$category])) {
    fwrite(STDERR, "!!! Invalid !!!\n");
    exit(1);
}
echo "== Preprocessing backup file ==\n";
$course = array('category' => $category, 'activities' => array(), 'sections' => 0, 'users' => 0);
$id = $tables['next']++;
if (empty($copy['fails'])) {
    foreach ($copy['activities'] as $module => $number) {
        $left = $number - (isset($copy['loses'][$module]) ? $copy['loses'][$module] : 0);
        if ($left > 0) {
            $course['activities'][$module] = $left;
        }
    }
    $course['sections'] = $copy['sections'];
    $course['users'] = isset($copy['loses']['users']) ? 0 : $copy['users'];
}
$tables['courses'][$id] = $course;
standin_write('courses.json', $tables);
standin_step();
if (!empty($copy['fails'])) {
    echo "!!! error/error_restoring !!!\n";
    exit(1);
}
echo "== Restored course ID $id ==\n";
exit(0);
