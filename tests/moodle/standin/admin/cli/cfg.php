<?php
// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A stand-in for Moodle's admin/cli/cfg.php, as far as the tests need it: the same options and exit statuses.
define('CLI_SCRIPT', true);
require(__DIR__ . '/../../config.php');

$options = array('component' => null, 'name' => null, 'set' => null, 'unset' => false, 'json' => false);
foreach (array_slice($_SERVER['argv'], 1) as $word) {
    $parts = explode('=', substr($word, 2), 2);
    if (substr($word, 0, 2) !== '--' || !array_key_exists($parts[0], $options)) {
        fwrite(STDERR, "unknown option: $word\n");
        exit(1);
    }
    $options[$parts[0]] = count($parts) === 2 ? $parts[1] : true;
}
standin_step();
standin_trouble();
if ($options['set'] !== null || $options['unset']) {
    if (array_key_exists($options['name'], $CFG->config_php_settings)) {
        fwrite(STDERR, "hard-set in config.php\n");
        exit(4);
    }
    set_config($options['name'], $options['set']);
    standin_step();
    exit(0);
}
$values = get_config($options['component']);
if ($options['name'] === null) {
    echo json_encode($values), "\n";
    standin_step();
    exit(0);
}
if (!isset($values->{$options['name']})) {
    exit(3);
}
echo $values->{$options['name']}, "\n";
