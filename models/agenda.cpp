// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/agenda.h"

#include "models/base/bytepath.h"
#include "models/base/format.h"
#include "models/base/tr.h"
#include "models/decisionchange.h"
#include "models/settings/settingsview.h"
#include "models/storage/decisionwords.h"

#include <QHash>
#include <QSet>

#include <algorithm>

namespace Nightkeep {

namespace {

QString agendaSentences(QStringList sentences)
{
    sentences.removeAll(QString());
    return sentences.join(u' ');
}

/// Of each site what its verdict says; they differ where the sites' figures do.
void agendaTakeVerdicts(AgendaItem &item, const WorkspaceReading &reading)
{
    if (!reading.retention)
        return;
    QStringList answers;
    QStringList reasons;
    for (const RetentionView &view : *reading.retention) {
        for (const PromiseVerdict &verdict : view.promises) {
            if (verdict.promise.key != item.object)
                continue;
            const QString word = promiseAnswerWord(verdict.answer);
            answers << (reading.retention->size() > 1
                            ? Tr::tr("%1: %2", "a site, its answer").arg(visibleText(view.site.name), word)
                            : word);
            reasons << verdict.reason;
        }
    }
    reasons.removeDuplicates();
    item.answer = answers.join(QStringLiteral("; "));
    item.reason = agendaSentences(reasons);
}

QList<AgendaItem> agendaFigures(const WorkspaceReading &reading)
{
    QList<AgendaItem> items;
    if (!reading.retentionRecords)
        return items;
    for (const Promise &promise : reading.retentionRecords->promises) {
        if (promise.figure && promise.agreement.state == Agreement::State::Agreed)
            continue;
        AgendaItem item;
        item.key = QStringLiteral("promise/") + promise.key;
        item.kind = AgendaKind::Figure;
        item.object = promise.key;
        item.title = Tr::tr("What do we promise? %1").arg(visibleText(promiseInWords(promise)));
        item.background = promise.figure ? Tr::tr("The figure stands on the team's page, and nobody has agreed on it.")
                                         : Tr::tr("It has no figure yet.");
        agendaTakeVerdicts(item, reading);
        items << item;
    }
    return items;
}

QString agendaPageText(const Server &server, DecisionSubject question)
{
    switch (question) {
    case DecisionSubject::Policy:
        return visibleText(server.policy);
    case DecisionSubject::Archive:
        return visibleText(server.archive);
    case DecisionSubject::Wanted:
        break;
    }
    QStringList folders;
    for (const BytePath &folder : server.wanted)
        folders << displayPath(folder);
    return folders.join(QStringLiteral(", "));
}

QList<AgendaItem> agendaServers(const WorkspaceReading &reading)
{
    QList<AgendaItem> items;
    if (!reading.servers)
        return items;
    for (const ServerRow &row : *reading.servers) {
        const Server &server = row.server;
        for (const DecisionSubject question : stillToBeAgreed(server.decisions)) {
            AgendaItem item;
            item.key = QStringLiteral("server/") + server.name + u'/' + subjectKey(question);
            item.kind = AgendaKind::ServerPolicy;
            item.object = server.name;
            item.title = Tr::tr("%1 of %2: what do we agree on?", "a question about a server, its name")
                             .arg(subjectTitle(question), visibleText(shortName(server.name)));
            const QString page = agendaPageText(server, question);
            const QString figures = figuresInWords(server.decisions, question);
            item.background = agendaSentences({page.isEmpty() ? QString() : Tr::tr("The page says: %1.").arg(page),
                                               figures.isEmpty() ? QString() : Tr::tr("In figures: %1.").arg(figures)});
            item.reason = agreementInWords(agreementOf(server.decisions, question));
            items << item;
        }
    }
    return items;
}

QList<AgendaItem> agendaSettings(const WorkspaceReading &reading)
{
    QList<AgendaItem> items;
    if (!reading.sites)
        return items;
    for (const SettingsView &view : *reading.sites) {
        for (const SettingRow &row : view.rows) {
            const bool isUnsaid = !row.agreed && row.option.kind != OptionKind::Text;
            // What Moodle takes where nothing is set is not as agreed either; unread, it is not known.
            const bool isOtherwise = view.readAt.isValid() && row.agreed && effective(row) != *row.agreed;
            if (!isOtherwise && !isUnsaid)
                continue;
            AgendaItem item;
            item.kind = AgendaKind::Setting;
            item.object = view.site.name + u'/' + row.option.name;
            item.key = QStringLiteral("setting/") + item.object;
            const QString title = visibleText(row.option.title);
            const QString site = visibleText(view.site.name);
            item.title = isUnsaid ? Tr::tr("\"%1\" of %2: what do we agree on?", "an option, a site").arg(title, site)
                                  : Tr::tr("\"%1\" of %2 is not as agreed: which is right?").arg(title, site);
            item.background = agendaSentences(
                {row.option.notes,
                 row.valueInWords.isEmpty() ? QString() : Tr::tr("Moodle has: %1.").arg(visibleText(row.valueInWords)),
                 row.agreed ? Tr::tr("Agreed is: %1.").arg(visibleText(row.agreedInWords)) : QString()});
            items << item;
        }
    }
    return items;
}

bool agendaNeedsPeople(const Finding &finding)
{
    return finding.act == FindingAct::Decide || finding.act == FindingAct::AcceptWarnings;
}

/// Those that say what an item before them says are left out.
QList<AgendaItem> agendaFindings(const QList<Finding> &findings, const QList<AgendaItem> &before)
{
    QSet<QString> objects;
    for (const AgendaItem &item : before) {
        if (item.kind == AgendaKind::Figure || item.kind == AgendaKind::ServerPolicy)
            objects.insert(item.object);
    }
    QList<AgendaItem> items;
    for (const Finding &finding : findings) {
        if (!agendaNeedsPeople(finding) || objects.contains(finding.object))
            continue;
        AgendaItem item;
        item.key = QStringLiteral("finding/") + finding.id;
        item.kind = AgendaKind::Finding;
        item.title = finding.title;
        item.background = finding.advice;
        item.reason = finding.reason;
        item.object = finding.id;
        items << item;
    }
    return items;
}

bool agendaStands(const DecidedValue &decided, const AgendaSubject &subject)
{
    if (decided.promise)
        return subject.promise == decided.promise;
    if (decided.decisions)
        return subject.server && subject.server->decisions == *decided.decisions;
    return subject.option && subject.option->agreed == decided.value;
}

/// Words alone settle no figure: it stays on the agenda until it is agreed. Of an option that is agreed they do: Moodle
/// is to be changed.
bool agendaIsSettledByWords(const AgendaItem &item, const AgendaSubject &subject)
{
    if (item.kind == AgendaKind::Figure || item.kind == AgendaKind::ServerPolicy)
        return false;
    return !subject.option || subject.option->agreed;
}

} // namespace

QList<AgendaItem> agendaOf(const WorkspaceReading &reading, const QList<Finding> &findings,
                           const QList<Decision> &decisions)
{
    QList<AgendaItem> items = questionsOfThePage(reading);
    items += agendaFigures(reading);
    items += agendaServers(reading);
    items += agendaSettings(reading);
    items += agendaFindings(findings, items);
    QHash<QString, const Decision *> latest;
    for (const Decision &decision : decisions) {
        if (decision.holds() && !latest.contains(decision.item))
            latest.insert(decision.item, &decision);
    }
    items.removeIf([&](const AgendaItem &item) {
        const Decision *decision = latest.value(item.key);
        if (!decision)
            return false;
        const AgendaSubject subject = subjectOf(item, reading);
        return decision->now ? agendaStands(*decision->now, subject) : agendaIsSettledByWords(item, subject);
    });
    return items;
}

} // namespace Nightkeep
