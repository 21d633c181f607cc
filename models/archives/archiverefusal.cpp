// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/archives/archiverefusal.h"

#include "models/archives/archiverun.h"
#include "models/base/format.h"
#include "models/base/framefields.h"
#include "models/base/tr.h"

#include <QRegularExpression>

namespace Nightkeep {

namespace {

QString shown(const FrameRecord &record, int field)
{
    return displayPath(record.fields.value(field));
}

Error busy(const FrameRecord &record, const QString &server)
{
    const qint64 since = record.fields.value(2).toLongLong();
    const QString who = shown(record, 1);
    if (who.isEmpty() || !isPossibleMoment(since))
        return {ErrorKind::Busy, Tr::tr("Another archive is being started on %1 at this moment.").arg(server),
                Tr::tr("Look at the list of archives in a minute.")};
    const QString when = momentInWords(QDateTime::fromSecsSinceEpoch(since).toLocalTime(), QLocale::ShortFormat);
    return {ErrorKind::Busy, Tr::tr("%1 has been making an archive on %2 since %3.").arg(who, server, when),
            Tr::tr("Wait until it is done, or ask %1. The run is named %2 and belongs to machine %3.")
                .arg(who, shown(record, 4), shown(record, 3))};
}

Error stale(const FrameRecord &record)
{
    const bool missing = record.fields.value(2) == "missing";
    return {ErrorKind::Stale,
            (missing ? Tr::tr("%1 is no longer there, though the plan names it.")
                     : Tr::tr("%1 has changed since the plan was made."))
                .arg(shown(record, 1)),
            Tr::tr("Nothing was started. Make a new plan.")};
}

Error full(const FrameRecord &record, const QString &server)
{
    return {ErrorKind::DiskFull,
            Tr::tr("The disk of the archive folder on %1 has %2 free, and the archive needs %3.")
                .arg(server, bytesInWords(record.fields.value(1).toLongLong()),
                     bytesInWords(record.fields.value(2).toLongLong())),
            Tr::tr("Make room there, or choose another archive folder. Nothing was started.")};
}

/// A path as a person can copy it behind a command.
QString asWord(QString path)
{
    static const QRegularExpression plain(QStringLiteral("\\A/[A-Za-z0-9/._+-]*\\z"));
    if (plain.match(path).hasMatch())
        return path;
    if (!path.startsWith(u'/'))
        path.prepend(QLatin1String("./")); // no option
    return u'\'' + path.replace(u'\'', QLatin1String("'\\''")) + u'\'';
}

/// Where Nightkeep's jobs lie, if the path is that or below it. Only there a command takes anything away: a server
/// may name any path, and a folder that others share has programs that need it as it is.
QString jobsFolderOf(const QString &path)
{
    static const QRegularExpression jobs(QStringLiteral("\\A(/(?:[^/]+/)*\\.nightkeep)(?:/.*)?\\z"));
    const QRegularExpressionMatch match = jobs.match(path);
    return path.split(u'/').contains(QLatin1String("..")) ? QString() : match.captured(1);
}

Error openToOthers(const QString &path, const QString &server, bool hasAccessList)
{
    const QString message =
        Tr::tr("Other users of %2 can change %1, and with it what is archived or read there.").arg(path, server);
    const QString jobs = jobsFolderOf(path);
    if (!jobs.isEmpty()) {
        const QString words = path == jobs ? asWord(jobs) : asWord(jobs) + u' ' + asWord(path);
        return {ErrorKind::PermissionDenied, message,
                Tr::tr("Nothing was done. Close it: \"chmod go= %1\". Then look what lies there: \"ls -la %1\".")
                    .arg(words)};
    }
    const QString close =
        (hasAccessList ? QStringLiteral("setfacl -b -k %1 && chmod go-w %1") : QStringLiteral("chmod go-w %1"))
            .arg(asWord(path));
    return {ErrorKind::PermissionDenied, message,
            Tr::tr("Nothing was done. Choose an archive folder that only root and the account of Nightkeep can change. "
                   "Or close this one, if nobody else has to write there: \"%1\".")
                .arg(close)};
}

/// Something that other users of the server could have made, or could change while we write or read there.
Error unsafe(const FrameRecord &record, const QString &server)
{
    const QByteArray why = record.fields.value(1);
    const QString path = shown(record, 2);
    const QString look = Tr::tr("Nothing was done. Look what it is: \"ls -la %1\".").arg(asWord(path)) + u' ';
    const bool isAmongJobs = !jobsFolderOf(path).isEmpty();
    if (why == "open")
        return openToOthers(path, server, record.fields.value(4).endsWith('+'));
    if (why == "owner") {
        bool isNumber = false;
        const uint owner = record.fields.value(3).toUInt(&isNumber);
        const QString whose = isNumber ? Tr::tr("user number %1").arg(owner) : Tr::tr("somebody else");
        return {
            ErrorKind::PermissionDenied,
            Tr::tr("%1 on %2 belongs to %3, who could change what is archived or read there.").arg(path, server, whose),
            look
                + Tr::tr("Use its owner's account, or an archive folder in a folder that only root and the account "
                         "of Nightkeep can change.")};
    }
    const QString away = isAmongJobs ? Tr::tr("Then remove it: \"rm %1\".").arg(asWord(path))
                                     : Tr::tr("Then name another archive folder, or move it away.");
    if (why == "link")
        return {ErrorKind::PermissionDenied,
                Tr::tr("%1 on %2 is a link that somebody else may have laid.").arg(path, server),
                look + (isAmongJobs ? away : Tr::tr("Name the real folder as the archive folder."))};
    return {ErrorKind::PermissionDenied, Tr::tr("%1 on %2 is nothing that Nightkeep made.").arg(path, server),
            look + away};
}

} // namespace

Error refusalOf(const FrameRecord &record, const QString &server)
{
    const QByteArray code = record.fields.value(0);
    const QString what = shown(record, 1);
    if (code == "busy")
        return busy(record, server);
    if (code == "stale")
        return stale(record);
    if (code == "full")
        return full(record, server);
    if (code == "unsafe")
        return unsafe(record, server);
    if (code == "owners")
        return {ErrorKind::PermissionDenied,
                Tr::tr("The file system of %1 on %2 gives to somebody else what is made there.").arg(what, server),
                Tr::tr("Nothing was archived. Such is a network's folder that does not know root or the account: use "
                       "another account, or an archive folder on another file system.")};
    if (code == "no-folder")
        return {ErrorKind::NotFound, Tr::tr("The folder %1 does not exist on %2.").arg(what, server),
                Tr::tr("Make it, or correct the site's folders.")};
    if (code == "no-access")
        return {ErrorKind::PermissionDenied, Tr::tr("The folder %1 on %2 cannot be entered.").arg(what, server),
                Tr::tr("Use an account that may read it.")};
    if (code == "not-writable" || code == "not-written")
        return {ErrorKind::PermissionDenied, Tr::tr("Nothing can be written to %1 on %2.").arg(what, server),
                Tr::tr("See whether the account may write there and whether the disk is full or read-only.")};
    if (code == "exists")
        return {ErrorKind::BadInput, Tr::tr("An archive named %1 exists on %2 already.").arg(what, server),
                Tr::tr("Choose another name. An archive is never replaced.")};
    if (code == "exists-run")
        return {ErrorKind::Busy, Tr::tr("Somebody is starting the same archive on %1 at this moment.").arg(server),
                Tr::tr("Look at the list of archives in a minute.")};
    if (code == "bad-name")
        return {ErrorKind::BadInput, Tr::tr("\"%1\" cannot be an archive's name.").arg(what),
                Tr::tr("Use letters without accents, digits, dots, dashes and underscores.")};
    if (code == "bad-path")
        return {ErrorKind::BadInput, Tr::tr("\"%1\" cannot be the name of a file in an archive.").arg(what),
                Tr::tr("Nothing was started. Leave that file out of the plan.")};
    if (code == "bad-place")
        return {ErrorKind::BadInput, Tr::tr("\"%1\" cannot be a place's name.").arg(what),
                Tr::tr("Nothing was started. Name the place with letters without accents, digits, dots, dashes and "
                       "underscores.")};
    if (code == "not-begun")
        return {ErrorKind::Failed, Tr::tr("The job did not begin on %1.").arg(server),
                Tr::tr("Nothing was archived. The details hold what the server said."), what};
    if (code == "no-run")
        return {ErrorKind::NotFound, Tr::tr("%1 knows nothing of the run %2.").arg(server, what),
                Tr::tr("Its folder was removed, or the archive folder is another one now.")};
    if (code == "not-finished")
        return {ErrorKind::NotFound, Tr::tr("There is no finished archive %1 on %2.").arg(what, server),
                Tr::tr("Ask for its state; start it again if it did not finish.")};
    if (code == "not-read")
        return {ErrorKind::Failed, Tr::tr("The archive %1 on %2 could not be read to its end.").arg(what, server),
                Tr::tr("Its disk may be failing. Fetch the copy from the storage manager if there is one.")};
    if (code == "elsewhere")
        return {ErrorKind::Failed, Tr::tr("The job runs on machine %1, which %2 cannot speak for.").arg(what, server),
                Tr::tr("Log in to %1 to stop it.").arg(what)};
    if (code == "not-the-job")
        return {
            ErrorKind::Failed,
            Tr::tr("The run names process %1 of %2 as its job, but that process is another one.").arg(what, server),
            Tr::tr("Nothing was stopped. Ask the administrator of %1 who wrote to the archive folder.").arg(server)};
    if (code == "not-stopped")
        return {ErrorKind::Failed, Tr::tr("The job did not stop on %1 (process %2).").arg(server, what),
                Tr::tr("Its disk may hang. Ask the administrator of %1.").arg(server)};
    if (const std::optional<Error> ofHandOver = handOverRefusalOf(record, server))
        return *ofHandOver;
    return {ErrorKind::Failed, Tr::tr("%1 refused.").arg(server),
            Tr::tr("The server's program is of another version than this one."), displayPath(code)};
}

QString jobFailureText(const QByteArray &code, const QByteArray &argument, const QByteArray &step)
{
    const QString what = displayPath(argument);
    const QString during =
        archiveStepWord(fromName<ArchiveStep>(QString::fromLatin1(step)).value_or(ArchiveStep::Queued));
    if (code == "changed")
        return Tr::tr("%1 changed while the archive was made.").arg(what);
    if (code == "missing")
        return Tr::tr("%1 disappeared while the archive was made.").arg(what);
    if (code == "full")
        return Tr::tr("The disk is full (while %1).").arg(during);
    if (code == "unclosed")
        return Tr::tr(
                   "%1 does not close properly, though the plan took it for sound. Make a new plan: it takes another "
                   "backup of that course, or says that there is none.")
            .arg(what);
    if (code == "sum")
        return Tr::tr("The SHA-256 of some file could not be taken. The log says why.");
    if (code == "tar")
        return Tr::tr("tar could not pack every file (status %1). The log names them.").arg(what);
    if (code == "compare")
        return Tr::tr("The archive differs from the files it was made of. The log names them.");
    if (code == "hash")
        return Tr::tr("The finished archive could not be read back.");
    if (code == "exists")
        return Tr::tr("An archive named %1 appeared meanwhile; it was left as it is.").arg(what);
    if (code == "gone")
        return Tr::tr("It was completed, but %1.tar is gone from its place.").arg(what);
    if (code == "altered")
        return Tr::tr("It was completed, but %1.tar is another now: its size or its owner has changed.").arg(what);
    if (code == "died")
        return Tr::tr("The job ended without a word (while %1): it was killed, or the server was restarted.")
            .arg(during);
    if (code == "elsewhere")
        return Tr::tr("It was started by machine %1, which this server cannot speak for.").arg(what);
    return Tr::tr("The server could not write (while %1).").arg(during);
}

} // namespace Nightkeep
