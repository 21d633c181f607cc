<?php
// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the stand-in has for a database and a cache: data/table.json is config_plugins of "backup", data/cache.json what
// Moodle holds before it. What is written into the table behind its back is not served until the cache goes, and that
// goes when a setting gets a value that it has not, or is purged.
//
// The tests say by files in data what goes wrong: noise (warnings around every answer), fatal, hang, stop (the number of
// a step at which it waits, after it made data/stopped; data/steps counts them, over all processes).

function standin_step()
{
    global $CFG;
    $data = $CFG->dataroot;
    file_put_contents("$data/steps", '.', FILE_APPEND | LOCK_EX);
    clearstatcache();
    if (is_file("$data/stop") && filesize("$data/steps") === (int)file_get_contents("$data/stop")) {
        file_put_contents("$data/stopped", (string)getmypid());
        standin_wait('stop');
    }
}

function standin_wait($file)
{
    global $CFG;
    while (is_file($CFG->dataroot . "/$file")) {
        time_nanosleep(0, 5000000);
        clearstatcache();
    }
}

function standin_trouble()
{
    global $CFG;
    if (is_file($CFG->dataroot . '/noise')) {
        echo "\nWarning: {\"backup_auto_active\":\"9\"} is no file in standin.php on line 1\n";
        fwrite(STDERR, "PHP Deprecated: something old\n");
    }
    if (is_file($CFG->dataroot . '/fatal')) {
        standin_is_broken();
    }
    standin_wait('hang');
}

define('MUST_EXIST', 2);

function standin_read($file)
{
    global $CFG;
    $read = json_decode((string)@file_get_contents($CFG->dataroot . "/$file"), true);
    return is_array($read) ? $read : null;
}

// As one step, as a database and a cache have it.
function standin_write($file, $values)
{
    global $CFG;
    $temporary = $CFG->dataroot . "/$file." . getmypid();
    file_put_contents($temporary, json_encode((object)$values));
    rename($temporary, $CFG->dataroot . "/$file");
}

function get_config($plugin)
{
    global $CFG;
    $values = standin_read('cache.json');
    if ($values === null) {
        $values = (array)standin_read('table.json');
        standin_write('cache.json', $values);
    }
    if (isset($CFG->forced_plugin_settings[$plugin])) {
        $values = array_merge($values, $CFG->forced_plugin_settings[$plugin]);
    }
    return (object)$values;
}

function set_config($name, $value)
{
    global $CFG;
    $lock = fopen($CFG->dataroot . '/lock', 'c');
    flock($lock, LOCK_EX);
    $table = (array)standin_read('table.json');
    if ($value === null) {
        unset($table[$name]);
    } elseif (isset($table[$name]) && $table[$name] === (string)$value) {
        return;
    } else {
        $table[$name] = (string)$value;
    }
    standin_step();
    standin_write('table.json', $table);
    standin_step();
    @unlink($CFG->dataroot . '/cache.json');
}
