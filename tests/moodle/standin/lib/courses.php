<?php
// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the stand-in has of categories and courses, in data/courses.json, and as much of Moodle's ways to them as a
// restore drill takes. More of what goes wrong, by files in data: undeletable (no category can be removed).

function standin_tables()
{
    $tables = standin_read('courses.json');
    return $tables === null ? array('next' => 2, 'categories' => array(), 'courses' => array()) : $tables;
}

function get_admin()
{
    return (object)array('id' => 2);
}

function make_temp_directory($name)
{
    global $CFG;
    $folder = "$CFG->dataroot/temp/$name";
    if (!is_dir($folder)) {
        mkdir($folder, 0777, true);
    }
    return $folder;
}

class standin_session
{
    public static function set_user($user)
    {
        return $user;
    }
}
class_alias('standin_session', 'core\session\manager');

class core_course_category
{
    public $id;

    public static function create($data)
    {
        $tables = standin_tables();
        $category = new self();
        $category->id = $tables['next']++;
        $tables['categories'][$category->id] = $data;
        standin_write('courses.json', $tables);
        standin_step();
        return $category;
    }

    public static function get($id)
    {
        $category = new self();
        $category->id = $id;
        return $category;
    }

    public function delete_full($feedback)
    {
        global $CFG;
        if (is_file("$CFG->dataroot/undeletable")) {
            throw new Exception('cannot delete the category');
        }
        $tables = standin_tables();
        unset($tables['categories'][$this->id]);
        foreach ($tables['courses'] as $id => $course) {
            if ($course['category'] == $this->id) {
                unset($tables['courses'][$id]);
            }
        }
        standin_write('courses.json', $tables);
        standin_step();
    }
}

class standin_database
{
    public function sql_like($column, $value)
    {
        return "$column LIKE $value";
    }

    public function get_records_select($table, $select, $values)
    {
        $tables = standin_tables();
        $found = array();
        foreach ($tables['categories'] as $id => $category) {
            if (strpos($category['idnumber'], rtrim($values[0], '%')) === 0) {
                $found[$id] = (object)array('id' => $id);
            }
        }
        return $found;
    }

    public function get_records($table, $where)
    {
        $tables = standin_tables();
        $found = array();
        foreach ($tables['courses'] as $id => $course) {
            if ($course['category'] == $where['category']) {
                $found[$id] = (object)array('id' => $id);
            }
        }
        return $found;
    }

    public function get_records_sql($sql, $values)
    {
        $tables = standin_tables();
        $found = array();
        foreach ($tables['courses'][$values[0]]['activities'] as $module => $number) {
            $found[$module] = (object)array('name' => $module, 'number' => $number);
        }
        return $found;
    }

    public function count_records($table, $where)
    {
        $tables = standin_tables();
        return $tables['courses'][$where['course']]['sections'];
    }

    public function count_records_sql($sql, $values)
    {
        $tables = standin_tables();
        return $tables['courses'][$values[0]]['users'];
    }
}
global $DB;
$DB = new standin_database();
