// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/settings/settingsrecord.h"

#include "models/base/bytepath.h"
#include "models/base/tr.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

#include <algorithm>

namespace Nightkeep {

namespace {

using Kind = ConfigOutcome::Kind;

QString asText(const QJsonObject &object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

QString seenValues(const QList<ConfigChange> &changes)
{
    QJsonObject values;
    for (const ConfigChange &change : changes)
        values.insert(change.name, change.seen ? QJsonValue(*change.seen) : QJsonValue(QJsonValue::Null));
    return asText(values);
}

QString wantedValues(const QList<ConfigChange> &changes)
{
    QJsonObject values;
    for (const ConfigChange &change : changes)
        values.insert(change.name, change.wanted);
    return asText(values);
}

QList<ConfigChange> changesOf(const AuditEntry &entry)
{
    const QJsonObject seen = QJsonDocument::fromJson(entry.oldValue.toUtf8()).object();
    const QJsonObject wanted = QJsonDocument::fromJson(entry.newValue.toUtf8()).object();
    QList<ConfigChange> changes;
    for (auto it = wanted.constBegin(); it != wanted.constEnd(); ++it) {
        const QJsonValue old = seen.value(it.key());
        changes += ConfigChange {it.key(), old.isString() ? std::optional(old.toString()) : std::nullopt,
                                 it.value().toString()};
    }
    return changes;
}

QString resultOf(const QList<ConfigOutcome> &outcomes)
{
    const auto has = [&outcomes](Kind kind) {
        return std::any_of(outcomes.cbegin(), outcomes.cend(),
                           [kind](const ConfigOutcome &o) { return o.kind == kind; });
    };
    if (has(Kind::Unknown))
        return QStringLiteral("unknown");
    if (has(Kind::Conflict))
        return QStringLiteral("conflict");
    return has(Kind::NotTried) || has(Kind::TakenBack) || has(Kind::Forced) ? QStringLiteral("failed")
                                                                            : QStringLiteral("ok");
}

QString siteOf(const AuditEntry &entry)
{
    return entry.object.section(u'/', 0, 0);
}

// Not translated: it is read back.
QString recordReasonMark()
{
    return QStringLiteral("reason: ");
}

QString recordWithReason(const QString &reason, const QString &detail)
{
    return reason.isEmpty() ? detail : recordReasonMark() + reason + u'\n' + detail;
}

/// Older lines have none: they begin with a statement, or with a sentence.
QString recordReasonOf(const AuditEntry &entry)
{
    const QString mark = recordReasonMark();
    return entry.detail.startsWith(mark) ? entry.detail.section(u'\n', 0, 0).mid(mark.size()) : QString();
}

QString recordTitleOf(const ConfigOutcome &outcome)
{
    const BackupOption *option = findBackupOption(outcome.change.name);
    return option ? option->title : visibleText(outcome.change.name);
}

QString recordTitlesOf(const QList<ConfigOutcome> &outcomes, const QList<Kind> &kinds)
{
    QStringList titles;
    for (const ConfigOutcome &outcome : outcomes) {
        if (kinds.contains(outcome.kind))
            titles += recordTitleOf(outcome);
    }
    return titles.join(QStringLiteral(", "));
}

/// Why it was not all written.
QStringList recordObstaclesIn(const QList<ConfigOutcome> &outcomes)
{
    QStringList sentences;
    if (const QString titles = recordTitlesOf(outcomes, {Kind::Conflict}); !titles.isEmpty())
        sentences += Tr::tr("Somebody else has changed meanwhile: %1.", "names of options").arg(titles);
    if (const QString titles = recordTitlesOf(outcomes, {Kind::Forced}); !titles.isEmpty())
        sentences += Tr::tr("config.php sets: %1.", "names of options").arg(titles);
    if (const QString titles = recordTitlesOf(outcomes, {Kind::TakenBack}); !titles.isEmpty())
        sentences += Tr::tr("Written first, and taken back: %1.", "names of options").arg(titles);
    for (const ConfigOutcome &outcome : outcomes) {
        if (outcome.error && !sentences.contains(outcome.error->message))
            sentences += outcome.error->message;
    }
    return sentences;
}

} // namespace

QString settingsAct()
{
    return QStringLiteral("settings.set");
}

QString settingInWords(const QString &name, const std::optional<QString> &stored)
{
    if (!stored)
        return Tr::tr("no row");
    const BackupOption *option = findBackupOption(name);
    return option ? optionInWords(*option, *stored)
                  : Tr::tr("\"%1\"", "a stored text that is shown as it is").arg(visibleText(*stored));
}

QString outcomeSentence(const ConfigOutcome &outcome)
{
    const QString &name = outcome.change.name;
    const BackupOption *option = findBackupOption(name);
    const QString title = option ? option->title : name;
    const QString seen = settingInWords(name, outcome.change.seen);
    const QString wanted = settingInWords(name, outcome.change.wanted);
    const QString found = settingInWords(name, outcome.found);
    switch (outcome.kind) {
    case Kind::Written:
        if (outcome.found && *outcome.found != outcome.change.wanted)
            return Tr::tr("%1 was changed from %2 to %3; somebody has since changed it to %4.")
                .arg(title, seen, wanted, found);
        return Tr::tr("%1 was changed from %2 to %3.").arg(title, seen, wanted);
    case Kind::Same:
        return Tr::tr("%1 was %2 already.").arg(title, wanted);
    case Kind::Conflict:
        return Tr::tr("%1 was not changed: you saw %2, you want %3, but somebody has set it to %4.")
            .arg(title, seen, wanted, found);
    case Kind::NotTried:
        return Tr::tr("%1 was not changed.").arg(title);
    case Kind::TakenBack:
        return Tr::tr("%1 was changed from %2 to %3, and taken back because not all could be written.")
            .arg(title, seen, wanted);
    case Kind::Forced:
        return Tr::tr("%1 was not changed: config.php sets it, and nothing else that is written is in force.")
            .arg(title);
    case Kind::Unknown:
        return Tr::tr("Whether %1 was changed from %2 to %3 is not known.").arg(title, seen, wanted);
    }
    return {};
}

QString appliedInWords(const SettingsApplied &applied)
{
    const QList<ConfigOutcome> &outcomes = applied.outcomes;
    const QString written = recordTitlesOf(outcomes, {Kind::Written});
    const QString left = recordTitlesOf(outcomes, {Kind::Conflict, Kind::NotTried, Kind::TakenBack, Kind::Forced});
    const QString unknown = recordTitlesOf(outcomes, {Kind::Unknown});
    QStringList sentences;
    if (left.isEmpty() && unknown.isEmpty()) {
        sentences += written.isEmpty() ? Tr::tr("Nothing to change: Moodle has these values already.")
                                       : Tr::tr("Applied. Changed: %1.", "names of options").arg(written);
        for (const ConfigOutcome &outcome : outcomes) {
            if (outcome.kind == Kind::Written && outcome.found && *outcome.found != outcome.change.wanted)
                sentences += outcomeSentence(outcome);
        }
        return sentences.join(u' ');
    }
    if (!unknown.isEmpty())
        sentences += Tr::tr("It is not known whether all of it was applied.");
    else
        sentences += written.isEmpty() ? Tr::tr("Not applied.") : Tr::tr("Partly applied.");
    if (!written.isEmpty())
        sentences += Tr::tr("Changed: %1.", "names of options").arg(written);
    if (!left.isEmpty())
        sentences += Tr::tr("Not changed: %1.", "names of options").arg(left);
    if (!unknown.isEmpty())
        sentences += Tr::tr("Not known: %1.", "names of options").arg(unknown);
    sentences += recordObstaclesIn(outcomes);
    return sentences.join(u' ');
}

AuditEntry settingsBefore(const QString &site, const QList<ConfigChange> &changes, const QStringList &statements,
                          const QString &reason)
{
    QStringList names;
    for (const ConfigChange &change : changes)
        names += change.name;
    AuditEntry entry;
    entry.act = settingsAct();
    entry.object = site + u'/' + names.join(QStringLiteral(", "));
    entry.oldValue = seenValues(changes);
    entry.newValue = wantedValues(changes);
    entry.detail = recordWithReason(reason, statements.join(u'\n'));
    return entry;
}

AuditEntry settingsAfter(const QList<ConfigOutcome> &outcomes, const QString &reason)
{
    AuditEntry after;
    QList<ConfigChange> written;
    QStringList sentences;
    for (const ConfigOutcome &outcome : outcomes) {
        if (outcome.kind == Kind::Written || outcome.kind == Kind::Unknown)
            written += outcome.change;
        sentences += outcomeSentence(outcome);
        if (outcome.error)
            sentences += outcome.error->message;
    }
    after.oldValue = seenValues(written);
    after.newValue = wantedValues(written);
    after.result = resultOf(outcomes);
    after.detail = recordWithReason(reason, sentences.join(u'\n'));
    return after;
}

AuditEntry settingsFailed(const Error &error, const QString &reason)
{
    AuditEntry after;
    after.oldValue = seenValues({});
    after.newValue = wantedValues({});
    after.result = error.kind == ErrorKind::Cancelled ? QStringLiteral("cancelled") : QStringLiteral("failed");
    after.detail = recordWithReason(reason, QStringList {error.message, error.detail}.join(u'\n'));
    return after;
}

QList<SettingsHistoryEntry> settingsHistory(const QList<AuditEntry> &entries, const QString &site)
{
    QSet<qint64> finished;
    for (const AuditEntry &entry : entries)
        if (entry.act == settingsAct() && entry.phase == QLatin1String("after"))
            finished.insert(entry.before);
    QList<SettingsHistoryEntry> history;
    for (const AuditEntry &entry : entries) {
        if (entry.act != settingsAct() || siteOf(entry) != site || finished.contains(entry.id))
            continue;
        history += SettingsHistoryEntry {entry.id,     entry.when,           entry.who, site, changesOf(entry),
                                         entry.result, recordReasonOf(entry)};
    }
    std::sort(history.begin(), history.end(),
              [](const SettingsHistoryEntry &a, const SettingsHistoryEntry &b) { return a.id > b.id; });
    return history;
}

} // namespace Nightkeep
