// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/courses/foundfile.h"

#include "models/base/tr.h"

#include <algorithm>

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

bool isContentHash(const QByteArray &text)
{
    return text.size() == 40 && std::all_of(text.cbegin(), text.cend(), [](char letter) {
               return (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'f');
           });
}

BytePath pathByHash(const QByteArray &hash)
{
    return hash.left(2) + '/' + hash.mid(2, 2) + '/' + hash;
}

} // namespace Nightkeep
