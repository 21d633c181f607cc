// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/courses/foundfile.h"

#include "models/base/tr.h"

namespace Nightkeep {

QString copyPlaceWord(CopyPlace place)
{
    switch (place) {
    case CopyPlace::CourseFolder:
        return Tr::tr("the course's folder");
    case CopyPlace::SharedFolder:
        return Tr::tr("the folder for all courses");
    case CopyPlace::Pool:
        return Tr::tr("Moodle's files");
    case CopyPlace::Trash:
        break;
    }
    return Tr::tr("Moodle's trash");
}

} // namespace Nightkeep
