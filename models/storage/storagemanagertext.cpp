// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/storagemanagertext.h"

#include "models/base/framefields.h"
#include "models/base/tr.h"
#include "models/storage/mountkind.h"

#include <QRegularExpression>
#include <QSet>
#include <QTimeZone>

#include <algorithm>

namespace Nightkeep {

namespace {

constexpr int TimeLimitStatus = 124; // of timeout(1)
constexpr int KilledStatus = 137; // of timeout(1) where the first signal was not enough

/// The text as Latin-1, so that no byte of a path is lost on the way through an expression.
QString asText(const QByteArray &bytes)
{
    return QString::fromLatin1(bytes);
}

/// Year, month and day of a client's date. With nothing else to tell by, the separator says the order.
QDate dateOf(const QString &text)
{
    static const QRegularExpression shape(QStringLiteral("\\A(\\d+)([-/.])(\\d+)[-/.](\\d+)\\z"));
    const auto match = shape.match(text);
    const int first = match.captured(1).toInt();
    const int second = match.captured(3).toInt();
    const int third = match.captured(4).toInt();
    const auto year = [](int written) { return written < 100 ? written + 2000 : written; };
    if (match.captured(1).size() == 4)
        return QDate(first, second, third);
    if (match.captured(2) == QLatin1String("/") && first <= 12)
        return QDate(year(third), first, second);
    return QDate(year(third), second, first);
}

QDateTime momentOf(const QString &date, const QString &time, int offsetSeconds)
{
    const QDate day = dateOf(date);
    const QTime clock = QTime::fromString(time, QStringLiteral("H:mm:ss"));
    if (!day.isValid() || !clock.isValid())
        return {};
    return QDateTime(day, clock, QTimeZone(offsetSeconds)).toUTC();
}

/// The client's own words about what went wrong: its first error, else its first message.
QString complaint(const QString &text)
{
    static const QRegularExpression error(QStringLiteral("^\\s*(AN[SR]\\d{4}E .*)$"),
                                          QRegularExpression::MultilineOption);
    static const QRegularExpression any(QStringLiteral("^\\s*(AN[SR]\\d{4}[IWES] .*)$"),
                                        QRegularExpression::MultilineOption);
    const auto found = error.match(text);
    return (found.hasMatch() ? found : any.match(text)).captured(1).trimmed();
}

/// Whether ALL-LOCAL stands for it too. IBM's table for Linux has no ZFS, and nothing without a disk.
bool isTakenByAllLocal(const Mount &mount)
{
    const MountKind kind = kindOf(mount);
    return mount.local && !isLayered(mount.type) && (kind == MountKind::Files || kind == MountKind::Subvolume);
}

/// Words of a DOMAIN value: separated by spaces or commas, a quoted one may hold them.
QList<QByteArray> domainWords(const QString &value)
{
    static const QRegularExpression word(QStringLiteral("(-?)(?:\"([^\"]*)\"|'([^']*)'|([^\\s,\"']+))"));
    QList<QByteArray> words;
    for (auto it = word.globalMatch(value); it.hasNext();) {
        const auto match = it.next();
        const QString name = match.captured(2) + match.captured(3) + match.captured(4);
        if (!name.isEmpty())
            words.append((match.captured(1) + name).toLatin1());
    }
    return words;
}

} // namespace

bool isBeyondMeasure(const QByteArray &answer)
{
    constexpr qsizetype MaxBytes = 16 * 1024 * 1024;
    constexpr qsizetype MaxLines = 200000;
    return answer.size() > MaxBytes || answer.count('\n') > MaxLines;
}

Unexpected storageManagerSilence(const QByteArray &bytes, int exitStatus, const QString &question)
{
    if (exitStatus == TimeLimitStatus || exitStatus == KilledStatus)
        return fail(ErrorKind::NotFound, Tr::tr("The storage manager's client did not answer in time."),
                    Tr::tr("Run \"dsmc %1\" on the server: it may be asking for a password.").arg(question));
    const QString said = isBeyondMeasure(bytes) ? QString() : complaint(asText(bytes));
    if (!said.isEmpty())
        return fail(ErrorKind::NotFound, Tr::tr("The storage manager's client answered: %1").arg(said),
                    Tr::tr("Look up that message number, or ask the storage manager's administrators."));
    return fail(ErrorKind::NotFound,
                Tr::tr("The storage manager's client ended with status %1 and an answer that was not understood.")
                    .arg(exitStatus),
                Tr::tr("Run \"dsmc %1\" on the server.").arg(question));
}

Result<QList<FileSpace>> readFileSpaces(const QByteArray &bytes, int exitStatus, int offsetSeconds)
{
    static const QRegularExpression row(QStringLiteral(
        "^\\s*\\d+\\s+(?:(\\d+[-/.]\\d+[-/.]\\d+)\\s+(\\d+:\\d+:\\d+)\\s+)?([A-Za-z][^\\s/]*)\\s+(\\S.*)$"));
    if (isBeyondMeasure(bytes))
        return storageManagerSilence(bytes, exitStatus, QStringLiteral("query filespace"));
    const QString text = asText(bytes);
    QList<FileSpace> spaces;
    const QStringList lines = text.split(QLatin1Char('\n'));
    for (QString line : lines) {
        if (line.endsWith(QLatin1Char('\r')))
            line.chop(1);
        const auto match = row.match(line);
        if (!match.hasMatch())
            continue;
        if (spaces.size() == MostFileSpaces)
            return fail(ErrorKind::NotFound,
                        Tr::tr("The storage manager's client names more than %1 file spaces of this server.")
                            .arg(MostFileSpaces),
                        Tr::tr("Have the storage manager's administrators remove those that are no longer used."));
        const QDateTime moment = momentOf(match.captured(1), match.captured(2), offsetSeconds);
        const bool isPossible = moment.isValid() && isPossibleMoment(moment.toSecsSinceEpoch());
        spaces.append({match.captured(4).trimmed().toLatin1(), isPossible ? moment : QDateTime()});
    }
    if (spaces.isEmpty() && !text.contains(QLatin1String("ANS1092W")))
        return storageManagerSilence(bytes, exitStatus, QStringLiteral("query filespace"));
    return spaces;
}

Result<ClientDomain> readDomain(const QByteArray &bytes, int exitStatus, const QList<Mount> &mounts,
                                const QList<QByteArray> &fileValues)
{
    static const QRegularExpression label(QStringLiteral("^[ \\t]*DOMAIN(?:[ \\t]*[:=]|[ \\t]|\\r?$)[ \\t]*(.*)$"),
                                          QRegularExpression::MultilineOption
                                              | QRegularExpression::CaseInsensitiveOption);
    if (isBeyondMeasure(bytes))
        return storageManagerSilence(bytes, exitStatus, QStringLiteral("query options domain"));
    const QString text = asText(bytes);
    QList<QByteArray> words;
    bool found = false;
    for (auto it = label.globalMatch(text); it.hasNext(); found = true)
        words += domainWords(it.next().captured(1).trimmed());
    if (!found)
        return storageManagerSilence(bytes, exitStatus, QStringLiteral("query options domain"));
    for (const QByteArray &value : fileValues)
        words += domainWords(asText(value));

    ClientDomain domain;
    domain.allLocal = words.isEmpty();
    for (const QByteArray &word : std::as_const(words)) {
        if (word.compare("all-local", Qt::CaseInsensitive) == 0)
            domain.allLocal = true;
        else if (word.startsWith("-/"))
            domain.without.append(word.mid(1));
        else if (word.startsWith('/'))
            domain.taken.append(word);
        else if (word.toLower().startsWith("all-"))
            return fail(ErrorKind::NotFound,
                        Tr::tr("The storage manager's domain names %1, and which file systems that takes is not known.")
                            .arg(displayPath(word)),
                        Tr::tr("Ask the storage manager's administrators, or have the file systems named one by one."));
    }
    if (domain.allLocal && mounts.isEmpty())
        return fail(ErrorKind::NotFound,
                    Tr::tr("The storage manager takes all local file systems, and which those are is not known."),
                    Tr::tr("See whether /proc/self/mounts can be read on the server."));
    for (const Mount &mount : mounts) {
        if (domain.allLocal && isTakenByAllLocal(mount))
            domain.taken.append(mount.target);
    }
    QSet<BytePath> left(domain.without.begin(), domain.without.end());
    domain.taken.removeIf([&left](const BytePath &path) {
        const bool again = left.contains(path);
        left.insert(path);
        return again;
    });
    return domain;
}

} // namespace Nightkeep
