// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/zips/zipcheck.h"

#include "models/base/bytepath.h"
#include "models/base/tr.h"

namespace Nightkeep {

namespace {

/// `detail`: the first bytes, in hexadecimal.
QString noZipWords(const QString &detail)
{
    if (detail.startsWith(QLatin1String("3c")))
        return Tr::tr("it is no zip but a web page or XML under a zip's name");
    if (detail.startsWith(QLatin1String("0000")))
        return Tr::tr("it is no zip: it holds zeros");
    return Tr::tr("it is no zip: it begins as another kind of file");
}

} // namespace

QString zipLevelWord(ZipLevel level)
{
    switch (level) {
    case ZipLevel::Closed:
        return Tr::tr("closed properly");
    case ZipLevel::ReadThrough:
        return Tr::tr("read through");
    case ZipLevel::Complete:
        return Tr::tr("complete inside");
    case ZipLevel::NotChecked:
        break;
    }
    return Tr::tr("not checked");
}

QString zipFaultWords(const ZipCheck &check)
{
    const QString detail = visibleText(check.detail);
    switch (check.fault) {
    case ZipFault::None:
        return {};
    case ZipFault::Unreadable:
        return Tr::tr("it cannot be read (%1)").arg(detail);
    case ZipFault::Empty:
        return Tr::tr("it is empty");
    case ZipFault::NoZip:
        return noZipWords(detail);
    case ZipFault::CutOff:
        return Tr::tr("it is cut off: its end is missing");
    case ZipFault::MoreBehind:
        return Tr::tr("something that does not belong to it stands behind its end");
    case ZipFault::WrongLength:
        return Tr::tr("it has not the length that its directory says (%1 bytes)").arg(detail);
    case ZipFault::NoDirectory:
        return Tr::tr("its directory is damaged");
    case ZipFault::Split:
        return Tr::tr("it is one part of several");
    case ZipFault::NoMoodleXml:
        return Tr::tr("it holds no moodle.xml, so it is no backup of a course");
    case ZipFault::Encrypted:
        return Tr::tr("it is encrypted");
    case ZipFault::DamagedXml:
        return Tr::tr("its moodle.xml is damaged");
    case ZipFault::StrangePacking:
        return Tr::tr("its moodle.xml is packed in a way that cannot be unpacked (method %1)").arg(detail);
    case ZipFault::NoBackup:
        return Tr::tr("its moodle.xml is not that of a backup");
    case ZipFault::CutXml:
        return detail.isEmpty() ? Tr::tr("its moodle.xml breaks off") : Tr::tr("its %1 breaks off").arg(detail);
    case ZipFault::OtherCourse:
        return Tr::tr("it is a backup of course %1").arg(check.course.value_or(0));
    case ZipFault::DamagedMember:
        return detail.isEmpty() ? Tr::tr("a file without a name in it is damaged")
                                : Tr::tr("%1 in it is damaged").arg(detail);
    case ZipFault::MissingFiles:
        return Tr::tr("%1 that belongs to it is not inside").arg(detail);
    case ZipFault::OtherSize:
        return Tr::tr("it has not the size that Moodle records (%1 bytes)").arg(detail);
    case ZipFault::OtherHash:
        return Tr::tr("its content is not what its name in the pool says");
    case ZipFault::Bomb:
        break;
    }
    return Tr::tr("it would unpack to more than a zip of its size can hold");
}

} // namespace Nightkeep
