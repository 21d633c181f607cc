// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/servers/serversnapshot.h"

#include "models/base/bytepath.h"
#include "models/base/framefields.h"
#include "models/base/tr.h"
#include "models/storage/mounttable.h"
#include "models/storage/storagemanagerfiles.h"
#include "models/storage/storagemanagerrules.h"
#include "models/storage/storagemanagertext.h"

#include <QRegularExpression>

#include <algorithm>

namespace Nightkeep {

namespace {

constexpr qint64 BlockBytes = 1024; // of df -k
constexpr qint64 MaxDiskBlocks = 1LL << 43; // 8 EiB is more than any disk has
constexpr qsizetype LongestDiskLine = 8192; // two paths

/// Fields of the first record of a type; empty where there is none.
QByteArrayList fieldsOf(const QList<FrameRecord> &records, const char *type)
{
    for (const FrameRecord &record : records) {
        if (record.type == type)
            return record.fields;
    }
    return {};
}

QString textOf(const QByteArray &bytes)
{
    return QString::fromUtf8(bytes).trimmed();
}

/// PRETTY_NAME of os-release, without its quotes; of the older files the first line.
QString systemName(const QByteArray &text)
{
    static const QRegularExpression pretty(
        QStringLiteral("^PRETTY_NAME=(?:\"((?:[^\"\\\\]|\\\\.)*)\"|'([^']*)'|(.*))$"),
        QRegularExpression::MultilineOption);
    const QString release = QString::fromUtf8(text);
    const auto match = pretty.match(release);
    if (match.hasMatch()) {
        static const QRegularExpression escape(QStringLiteral("\\\\(.)"));
        QString name = match.captured(1) + match.captured(2) + match.captured(3);
        return name.replace(escape, QStringLiteral("\\1")).trimmed();
    }
    return release.contains(QLatin1Char('=')) ? QString() : release.section(QLatin1Char('\n'), 0, 0).trimmed();
}

/// Adds what `df -P -k` says. A name that df could not print, or that it printed otherwise than the
/// kernel, leaves its mount's sizes unknown.
void addDiskUse(QList<Mount> &mounts, const QByteArray &text)
{
    static const QRegularExpression row(QStringLiteral("\\A.*\\s(\\d+)\\s+\\d+\\s+(-?\\d+)\\s+(?:\\d+%|-)\\s(/.*)\\z"));
    QHash<BytePath, qsizetype> places;
    for (qsizetype i = 0; i < mounts.size(); ++i)
        places.insert(mounts.at(i).target, i);
    for (qsizetype begin = 0; begin < text.size();) {
        const qsizetype found = text.indexOf('\n', begin);
        const qsizetype end = found < 0 ? text.size() : found;
        const QByteArray line = text.mid(begin, std::min(end - begin, LongestDiskLine + 1));
        begin = end + 1;
        if (line.size() > LongestDiskLine)
            continue;
        const auto match = row.match(QString::fromLatin1(line)); // Latin-1 keeps every byte of the path
        const qsizetype place = match.hasMatch() ? places.value(match.captured(3).toLatin1(), -1) : -1;
        const qint64 total = match.captured(1).toLongLong();
        const qint64 free = match.captured(2).toLongLong();
        if (place < 0 || total > MaxDiskBlocks || free > MaxDiskBlocks)
            continue;
        mounts[place].totalBytes = total * BlockBytes;
        mounts[place].freeBytes = std::max<qint64>(0, free) * BlockBytes;
    }
}

std::optional<FolderPresence> presenceOf(const QByteArray &word)
{
    if (word == "dir")
        return FolderPresence::Present;
    if (word == "missing")
        return FolderPresence::Missing;
    if (word == "other")
        return FolderPresence::NotFolder;
    if (word == "unreadable")
        return FolderPresence::Unreadable;
    return std::nullopt;
}

/// Seconds east of Greenwich of "+0130".
int zoneOffset(const QByteArray &zone)
{
    static const QRegularExpression shape(QStringLiteral("\\A([+-])(\\d{2}):?(\\d{2})\\z"));
    const auto match = shape.match(QString::fromLatin1(zone.trimmed()));
    const int seconds = match.captured(2).toInt() * 3600 + match.captured(3).toInt() * 60;
    return match.captured(1) == QLatin1String("-") ? -seconds : seconds;
}

Unexpected unreadable(const QString &what)
{
    return fail(ErrorKind::Damaged, Tr::tr("The server's answer to \"probe\" lacks %1.").arg(what),
                Tr::tr("What was known before is kept. Ask again."));
}

/// The lines of the client's option file ("opt") or system option file ("sys").
QByteArray clientFile(const QList<FrameRecord> &records, const char *kind)
{
    for (const FrameRecord &record : records) {
        if (record.type == "DSMFILE" && record.fields.value(0) == kind)
            return record.fields.value(2);
    }
    return {};
}

/// Older probes did not ask for the rules and the classes: then they are not known, which is no problem.
void readRules(ServerSnapshot &snapshot, const QList<FrameRecord> &records)
{
    if (const QByteArrayList answer = fieldsOf(records, "INCLEXCL"); !answer.isEmpty()) {
        const Result<IncludeExcludeList> list = readIncludeExclude(answer.value(1), answer.value(0).toInt());
        if (list)
            snapshot.rules = list->rules;
        else
            snapshot.evidenceProblems.append(list.error().message);
        if (list && !list->unread.isEmpty())
            snapshot.evidenceProblems.append(
                Tr::tr("%n lines of the include-exclude list were not understood, the first: %1", nullptr,
                       int(list->unread.size()))
                    .arg(list->unread.first()));
    }
    if (const QByteArrayList answer = fieldsOf(records, "MGMTCLASS"); !answer.isEmpty()) {
        const Result<QList<ManagementClass>> classes = readManagementClasses(answer.value(1), answer.value(0).toInt());
        if (classes)
            snapshot.managementClasses = *classes;
        else
            snapshot.evidenceProblems.append(classes.error().message);
    }
    snapshot.evidenceProblems.removeDuplicates();
    snapshot.evidenceProblems.removeAll(snapshot.storageManagerProblem);
}

void readStorageManager(ServerSnapshot &snapshot, const QList<FrameRecord> &records, int offsetSeconds)
{
    const QByteArray state = fieldsOf(records, "DSMC").value(0);
    if (state != "asked") {
        snapshot.storageManagerProblem = state == "no-timeout"
            ? Tr::tr("The storage manager's client was not asked: the server has no \"timeout\" to guard the question.")
            : Tr::tr("The storage manager's client (dsmc) was not found on the server.");
        return;
    }
    const auto ask = [&records](const char *type, auto read) {
        const QByteArrayList fields = fieldsOf(records, type);
        return read(fields.value(1), fields.value(0).toInt());
    };
    const ClientFiles files = readClientFiles(clientFile(records, "opt"), clientFile(records, "sys"));
    snapshot.virtualMountPoints = files.virtualMountPoints;
    const auto spaces = ask("FILESPACES", [offsetSeconds](const QByteArray &text, int status) {
        return readFileSpaces(text, status, offsetSeconds);
    });
    const auto domain = ask("DOMAIN", [&snapshot, &files](const QByteArray &text, int status) {
        return readDomain(text, status, snapshot.mounts, files.domains);
    });
    if (spaces)
        snapshot.fileSpaces = *spaces;
    if (domain) {
        snapshot.domain = domain->taken;
        snapshot.domainAllLocal = domain->allLocal;
        snapshot.domainWithout = domain->without;
    }
    if (!spaces)
        snapshot.storageManagerProblem = spaces.error().message;
    else if (!domain)
        snapshot.storageManagerProblem = domain.error().message;
    readRules(snapshot, records);
}

} // namespace

QStringList probedTools()
{
    return {QStringLiteral("sh"),    QStringLiteral("find"),      QStringLiteral("tar"),     QStringLiteral("dd"),
            QStringLiteral("od"),    QStringLiteral("sync"),      QStringLiteral("df"),      QStringLiteral("cmp"),
            QStringLiteral("xargs"), QStringLiteral("sha256sum"), QStringLiteral("openssl"), QStringLiteral("setsid"),
            QStringLiteral("nohup"), QStringLiteral("timeout"),   QStringLiteral("dsmc")};
}

QByteArray probeInput(const QStringList &tools, const QList<BytePath> &folders)
{
    QByteArray input = QByteArray::number(tools.size()) + '\0';
    for (const QString &tool : tools)
        input += tool.toUtf8() + '\0';
    for (const BytePath &folder : folders)
        input += folder + '\0';
    return input;
}

Result<ServerSnapshot> parseProbe(const QList<FrameRecord> &records, const QDateTime &sentAt,
                                  const QDateTime &receivedAt)
{
    const QByteArrayList clock = fieldsOf(records, "CLOCK");
    bool hasBegin = false;
    bool hasEnd = false;
    const qint64 began = clock.value(0).toLongLong(&hasBegin);
    const qint64 ended = clock.value(1).toLongLong(&hasEnd);
    if (!hasBegin || !hasEnd)
        return unreadable(Tr::tr("the server's clock"));

    if (!isPossibleMoment(began) || !isPossibleMoment(ended))
        return fail(ErrorKind::Damaged, Tr::tr("The server's clock tells a day outside the years from 1990 to 2100."),
                    Tr::tr("What was known before is kept. Have its clock set by a time server, and ask again."));

    ServerSnapshot snapshot;
    snapshot.takenAt = receivedAt.toUTC();
    snapshot.clockOffsetSeconds =
        ((began + ended) * 1000 - sentAt.toMSecsSinceEpoch() - receivedAt.toMSecsSinceEpoch()) / 2000;
    snapshot.osRelease = systemName(fieldsOf(records, "OS").value(0));
    snapshot.kernel = textOf(fieldsOf(records, "KERNEL").value(0));
    const QByteArray uptime = fieldsOf(records, "UPTIME").value(0);
    bool isNumber = false;
    const double seconds = uptime.trimmed().split(' ').value(0).toDouble(&isNumber);
    if (isNumber && seconds >= 0 && seconds < 1e12)
        snapshot.uptimeSeconds = static_cast<qint64>(seconds);
    const QByteArray mountInfo = fieldsOf(records, "MOUNTINFO").value(0);
    const QByteArray mounts = fieldsOf(records, "MOUNTS").value(0);
    snapshot.mounts = readMountInfo(mountInfo);
    if (snapshot.mounts.isEmpty())
        snapshot.mounts = readMounts(mounts);
    if (snapshot.mounts.isEmpty() && !(mountInfo.isEmpty() && mounts.isEmpty()))
        snapshot.evidenceProblems.append(Tr::tr("The server's table of mounts was not understood."));
    addDiskUse(snapshot.mounts, fieldsOf(records, "DF").value(0));
    for (const FrameRecord &record : records) {
        if (record.type == "TOOL" && record.fields.size() == 2)
            snapshot.tools.insert(QString::fromUtf8(record.fields.at(0)), QString::fromUtf8(record.fields.at(1)));
        if (record.type == "FOLDER" && record.fields.size() == 2) {
            const std::optional<FolderPresence> presence = presenceOf(record.fields.at(1));
            if (!presence)
                return unreadable(Tr::tr("a known word for a folder"));
            snapshot.folders.insert(record.fields.at(0), *presence);
        }
        if (record.type == "REAL" && record.fields.size() == 2 && record.fields.at(0) != record.fields.at(1))
            snapshot.realPaths.insert(record.fields.at(0), record.fields.at(1));
    }
    readStorageManager(snapshot, records, zoneOffset(clock.value(2)));
    for (const FrameRecord &record : records) {
        if (record.type == "LACKS")
            snapshot.evidenceProblems.append(
                Tr::tr("Not everything is known of this server, as it has no usable \"%1\".")
                    .arg(displayPath(record.fields.value(0))));
    }
    return snapshot;
}

} // namespace Nightkeep
