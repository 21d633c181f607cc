// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/courses/fetchedcopy.h"

#include "models/base/bytepath.h"
#include "models/base/format.h"
#include "models/base/tr.h"

namespace Nightkeep {

namespace {

constexpr qsizetype MostOfACourseName = 60;

QString fetchedEnding(const BackupCopy &copy)
{
    const FoundFile &file = copy.file;
    const bool isMbz = file.inside.format == BackupFormat::TarGz || file.place == CopyPlace::Pool
        || file.place == CopyPlace::Trash || copy.name.endsWith(QLatin1String(".mbz"), Qt::CaseInsensitive);
    return isMbz ? QStringLiteral(".mbz") : QStringLiteral(".zip");
}

} // namespace

PageAnswer fetchedAnswer(const FetchedCopy &copy)
{
    QStringList sentences {
        Tr::tr("%1 has come (%2).", "a file, its size").arg(visibleText(copy.fileName), bytesInWords(copy.bytes))};
    if (!copy.fault.isEmpty())
        sentences << Tr::tr("It would not restore: %1.").arg(copy.fault);
    else
        sentences << Tr::tr("It was looked at here: %1.", "how far").arg(zipLevelWord(copy.check.level));
    sentences << (copy.isProven ? Tr::tr("It is what the server has, by its checksum.")
                                : Tr::tr("No tool of the server could tell its checksum: only its size is known to "
                                         "be the server's."));
    const bool isSound = copy.fault.isEmpty() && copy.check.level >= ZipLevel::ReadThrough;
    const State state = !copy.fault.isEmpty() ? State::Bad : isSound && copy.isProven ? State::Good : State::Attention;
    return {state, sentences.join(u' ')};
}

QString fetchedFileName(const CourseState &course, const BackupCopy &copy, const QTimeZone &zone)
{
    QString name;
    for (const QChar c : course.shortName.left(MostOfACourseName)) {
        const bool isPlain = c.unicode() < 128 && (c.isLetterOrNumber() || c == u'-' || c == u'.');
        name += isPlain ? c : QChar(u'_');
    }
    // A name that begins so is hidden, or taken for an option.
    if (name.isEmpty() || name.startsWith(u'.') || name.startsWith(u'-') || name.count(u'_') == name.size())
        name = QStringLiteral("course-%1").arg(course.id);
    if (copy.made.isValid())
        name += copy.made.toTimeZone(zone).toString(QStringLiteral("-yyyyMMdd-HHmm"));
    return name + fetchedEnding(copy);
}

} // namespace Nightkeep
