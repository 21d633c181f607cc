<?php
// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A stand-in for Moodle's reader of backups: a copy is a line of JSON here. Of what is none Moodle throws.
class backup_general_helper
{
    public static function get_backup_information_from_mbz($file)
    {
        $copy = json_decode((string)file_get_contents($file));
        if (!is_object($copy)) {
            throw new Exception('error/no_backup');
        }
        $info = (object)array('type' => $copy->type, 'original_wwwroot' => $copy->wwwroot, 'sections' => array(),
            'activities' => array(), 'root_settings' => array('users' => $copy->users > 0 ? 1 : 0));
        for ($i = 0; $i < $copy->sections; $i++) {
            $info->sections["section_$i"] = (object)array('sectionid' => $i);
        }
        foreach ($copy->activities as $module => $number) {
            for ($i = 0; $i < $number; $i++) {
                $info->activities["{$module}_$i"] = (object)array('modulename' => $module);
            }
        }
        return $info;
    }
}
