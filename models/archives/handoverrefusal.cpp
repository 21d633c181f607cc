// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/archives/archiverefusal.h"
#include "models/base/bytepath.h"
#include "models/base/format.h"
#include "models/base/framefields.h"
#include "models/base/tr.h"

namespace Nightkeep {

namespace {

QString handOverMoment(const QByteArray &seconds)
{
    const qint64 since = seconds.toLongLong();
    return isPossibleMoment(since)
        ? momentInWords(QDateTime::fromSecsSinceEpoch(since).toLocalTime(), QLocale::ShortFormat)
        : Tr::tr("a moment that is not known");
}

/// What archive-remove.sh alone refuses.
std::optional<Error> archiveRemovalRefusalOf(const QByteArray &code, const QString &what, const QString &since,
                                             const QString &server)
{
    if (code == "in-use")
        return Error {ErrorKind::Busy, Tr::tr("%1 has been handing this archive over since %2.").arg(what, since),
                      Tr::tr("Nothing was removed. Wait until it is done, or stop it.")};
    if (code == "not-as-known")
        return Error {ErrorKind::Stale,
                      Tr::tr("What lies on %1 is not the archive %2 that is known to be elsewhere.").arg(server, what),
                      Tr::tr("Nothing was removed. Verify the archive, and look who changed it.")};
    if (code == "a-link")
        return Error {
            ErrorKind::BadInput,
            Tr::tr("The archive %1 was moved to another folder of %2: a link lies in its place.").arg(what, server),
            Tr::tr("Nothing was removed. Remove what the link leads to by hand, and then the link.")};
    return std::nullopt;
}

} // namespace

std::optional<Error> handOverRefusalOf(const FrameRecord &record, const QString &server)
{
    const QByteArray code = record.fields.value(0);
    const QString what = displayPath(record.fields.value(1));
    if (code == "handing-over")
        return Error {ErrorKind::Busy,
                      Tr::tr("%1 has been handing this archive over to %2 since %3.")
                          .arg(what, displayPath(record.fields.value(3)), handOverMoment(record.fields.value(2))),
                      Tr::tr("Nothing was started. Wait until it is done, or ask %1.").arg(what)};
    if (code == "handed-over")
        return Error {ErrorKind::BadInput,
                      Tr::tr("The archive has been at %1 since %2.").arg(what, handOverMoment(record.fields.value(2))),
                      Tr::tr("Nothing was started: an archive is handed over once. Confirm it to see whether it is "
                             "still there.")};
    if (code == "no-hand-over")
        return Error {ErrorKind::NotFound, Tr::tr("%1 knows nothing of a hand-over to %2.").arg(server, what),
                      Tr::tr("Nothing was stopped.")};
    if (code == "bad-place")
        return Error {ErrorKind::BadInput, Tr::tr("%1 cannot hand over to the place \"%2\".").arg(server, what),
                      Tr::tr("Look at the place's name and kind.")};
    if (code == "guard")
        return Error {ErrorKind::Busy,
                      Tr::tr("Somebody else is starting a job in the archive folder of %1.").arg(server),
                      Tr::tr("Nothing was started. Try again in a minute.")};
    return archiveRemovalRefusalOf(code, what, handOverMoment(record.fields.value(2)), server);
}

} // namespace Nightkeep
