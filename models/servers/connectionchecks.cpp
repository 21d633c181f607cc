// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/servers/connectionchecks.h"

#include "models/base/format.h"
#include "models/base/tr.h"

#include <cstdlib>

namespace Nightkeep {

namespace {

/// A tool of the programs in resources/remote. Any one of its names will do.
struct Tool
{
    const char *check;
    const char *names[2];
    bool needed; ///< without it a main job cannot be done; else something is only missed
    const char *use;
};

constexpr Tool Tools[] = {
    {"find", {"find", nullptr}, true, QT_TRANSLATE_NOOP("Nightkeep", "Course zips are looked for with it.")},
    {"tar", {"tar", nullptr}, true, QT_TRANSLATE_NOOP("Nightkeep", "Term archives are made with it.")},
    {"dd", {"dd", nullptr}, true, QT_TRANSLATE_NOOP("Nightkeep", "Nightkeep's programs are received with it.")},
    {"od", {"od", nullptr}, true, QT_TRANSLATE_NOOP("Nightkeep", "File names of any kind are read with it.")},
    {"df", {"df", nullptr}, true, QT_TRANSLATE_NOOP("Nightkeep", "Free space is asked of it.")},
    {"sync", {"sync", nullptr}, true, QT_TRANSLATE_NOOP("Nightkeep", "It makes sure that an archive is on the disk.")},
    {"cmp", {"cmp", nullptr}, true, QT_TRANSLATE_NOOP("Nightkeep", "Archives are compared with it.")},
    {"hash", {"sha256sum", "openssl"}, true, QT_TRANSLATE_NOOP("Nightkeep", "Archives are verified with it.")},
    {"detach", {"setsid", "nohup"}, true, QT_TRANSLATE_NOOP("Nightkeep", "It lets an archive go on without you.")},
    {"timeout",
     {"timeout", nullptr},
     false,
     QT_TRANSLATE_NOOP("Nightkeep", "Without it the storage manager's client is not asked, for it might hang.")},
};

QString toolNames(const Tool &tool)
{
    const QString first = QString::fromLatin1(tool.names[0]);
    return tool.names[1] ? Tr::tr("%1 or %2").arg(first, QString::fromLatin1(tool.names[1])) : first;
}

ConnectionCheck toolCheck(const Tool &tool, const ServerSnapshot &snapshot)
{
    const QString check = QString::fromLatin1(tool.check);
    for (const char *name : tool.names) {
        const QString path = name ? snapshot.tools.value(QString::fromLatin1(name)) : QString();
        if (!path.isEmpty())
            return {check,
                    Tr::tr("%1 is there: %2.").arg(QString::fromLatin1(name), visibleText(path)),
                    ConnectionCheck::Outcome::Passed,
                    {}};
    }
    return {check, Tr::tr("%1 is not there.").arg(toolNames(tool)),
            tool.needed ? ConnectionCheck::Outcome::Failed : ConnectionCheck::Outcome::Warned,
            //: %1 says what a tool is for, in a sentence
            Tr::tr("%1 Ask the server's administrator to install it.").arg(Tr::tr(tool.use))};
}

ConnectionCheck clockCheck(const ServerSnapshot &snapshot)
{
    const qint64 offset = snapshot.clockOffsetSeconds;
    const QString name = QStringLiteral("clock");
    if (std::abs(offset) <= ToleratedClockOffsetSeconds)
        return {name, Tr::tr("Its clock agrees with this workstation's."), ConnectionCheck::Outcome::Passed, {}};
    const QString off = durationInWords(std::abs(offset));
    return {name,
            offset > 0 ? Tr::tr("Its clock is %1 ahead of this workstation's.").arg(off)
                       : Tr::tr("Its clock is %1 behind this workstation's.").arg(off),
            ConnectionCheck::Outcome::Warned,
            Tr::tr("See which of the two is wrong, and have it set by a time server.")};
}

ConnectionCheck storageManagerCheck(const ServerSnapshot &snapshot)
{
    const QString name = QStringLiteral("storage-manager");
    if (snapshot.fileSpaces)
        return {name,
                Tr::tr("The storage manager's client answers and names %n file spaces.", nullptr,
                       static_cast<int>(snapshot.fileSpaces->size())),
                ConnectionCheck::Outcome::Passed,
                {}};
    const QString problem = snapshot.storageManagerProblem.isEmpty()
        ? Tr::tr("The storage manager's client did not say what it backs up.")
        : visibleText(snapshot.storageManagerProblem);
    return {name, problem, ConnectionCheck::Outcome::Warned,
            Tr::tr("Until it answers, what is backed up is taken from the page alone.")};
}

} // namespace

QList<ConnectionCheck> untriedProbeChecks()
{
    QStringList names {QStringLiteral("probe"), QStringLiteral("clock")};
    for (const Tool &tool : Tools)
        names.append(QString::fromLatin1(tool.check));
    names.append(QStringLiteral("storage-manager"));
    QList<ConnectionCheck> checks;
    for (const QString &name : names)
        checks.append({name, Tr::tr("Not tried."), ConnectionCheck::Outcome::NotTried, {}});
    return checks;
}

QList<ConnectionCheck> probeChecks(const Result<ServerSnapshot> &probe)
{
    QList<ConnectionCheck> checks = untriedProbeChecks();
    ConnectionCheck &first = checks.first();
    if (!probe) {
        const bool cancelled = probe.error().kind == ErrorKind::Cancelled;
        first = {first.name, probe.error().message,
                 cancelled ? ConnectionCheck::Outcome::NotTried : ConnectionCheck::Outcome::Failed,
                 probe.error().advice};
        return checks;
    }
    first = {first.name, Tr::tr("It answers Nightkeep's questions."), ConnectionCheck::Outcome::Passed, {}};
    qsizetype at = 1;
    checks[at++] = clockCheck(*probe);
    for (const Tool &tool : Tools)
        checks[at++] = toolCheck(tool, *probe);
    checks[at] = storageManagerCheck(*probe);
    return checks;
}

} // namespace Nightkeep
