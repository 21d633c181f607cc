// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/archive/copyreader.h"

#include "app/archive/tarcopy.h"
#include "app/archive/zipcopy.h"
#include "models/base/bytepath.h"
#include "models/base/framefields.h"
#include "models/zips/ziplisting.h"

#include <QTimeZone>

namespace Nightkeep {

namespace {

QString shownText(const QByteArray &text)
{
    return visibleText(withoutEntities(QString::fromUtf8(text)));
}

/// As an inventory has them, for people and for the join.
ReadCopy inWords(const CopyWords &words)
{
    ReadCopy copy;
    ZipCheck &check = copy.check;
    check.level = words.level;
    check.fault = words.fault;
    check.detail = words.fault == ZipFault::MissingFiles ? shownText(words.what) : displayPath(words.what);
    if (words.course)
        check.course = words.course->toLongLong();
    if (const qint64 made = words.date.toLongLong(); isPossibleMoment(made))
        check.made = QDateTime::fromSecsSinceEpoch(made, QTimeZone::utc());
    check.shortName = withoutEntities(QString::fromUtf8(words.shortName));
    BackupInside &inside = copy.inside;
    inside.format = words.format;
    inside.type = visibleText(QString::fromUtf8(words.type));
    inside.users = words.users;
    inside.files = words.files;
    inside.anonymous = words.anonymous;
    inside.automated = words.automated;
    inside.filesNamed = words.named;
    inside.filesMissing = words.missing;
    inside.firstMissing = shownText(words.firstMissing);
    inside.release = shownText(words.release);
    inside.siteHash = QString::fromLatin1(words.site);
    return copy;
}

} // namespace

Result<ReadCopy> readCopy(QIODevice &file, const CancelToken &cancel)
{
    CopyBytes bytes(file, cancel);
    CopyWords words;
    if (bytes.size() == 0)
        words.blame(ZipFault::Empty);
    else if (bytes.at(0, 2) == "\x1f\x8b")
        readTarCopy(bytes, words);
    else
        readZipCopy(bytes, words);
    if (const std::optional<Error> trouble = bytes.trouble())
        return fail(*trouble);
    return inWords(words);
}

} // namespace Nightkeep
