<?php
// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A stand-in for the config.php of a Moodle 2 or later: what the tests put into data/forced.json is forced, and
// what they put into data/zone is the site's time zone.
unset($CFG);
global $CFG;
$CFG = new stdClass();
$CFG->dataroot = __DIR__ . '/data';
$CFG->dirroot = __DIR__;
$CFG->libdir = __DIR__ . '/lib';
$CFG->wwwroot = 'https://moodle-test.example.org';
$zone = @file_get_contents($CFG->dataroot . '/zone');
if ($zone !== false) {
    $CFG->timezone = $zone;
}
$CFG->config_php_settings = (array)$CFG;
$forced = json_decode((string)@file_get_contents($CFG->dataroot . '/forced.json'), true);
$CFG->forced_plugin_settings = is_array($forced) ? array('backup' => $forced) : array();
if (!defined('ABORT_AFTER_CONFIG')) {
    require_once($CFG->libdir . '/standin.php');
    require_once($CFG->libdir . '/courses.php');
}
