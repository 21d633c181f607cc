// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/verbs.h"
#include "models/archiveyears.h"
#include "models/base/format.h"
#include "models/requests/requesttext.h"

namespace Nightkeep {

namespace {

constexpr VerbOption ToOption {"to", "ADDRESS",
                               QT_TRANSLATE_NOOP("NightkeepApp", "the storage team's mail address, for mailto")};
constexpr VerbOption NoteOption {"note", "TEXT",
                                 QT_TRANSLATE_NOOP("NightkeepApp", "words of your own; of a withdrawal: why")};

QJsonValue figureJson(const std::optional<int> &figure)
{
    return figure ? QJsonValue(*figure) : QJsonValue(QJsonValue::Null);
}

QJsonObject itemJson(const RequestItem &item)
{
    QJsonObject object {
        {QStringLiteral("kind"), nameOf(item.kind)},           {QStringLiteral("server"), item.server},
        {QStringLiteral("storageNode"), item.storageNode},     {QStringLiteral("state"), nameOf(item.state)},
        {QStringLiteral("endedAt"), momentJson(item.endedAt)}, {QStringLiteral("endedWhy"), item.endedWhy}};
    switch (item.kind) {
    case RequestItem::Kind::AddFolder:
    case RequestItem::Kind::ReachFolder:
    case RequestItem::Kind::DropFolder:
        insertPath(object, QStringLiteral("folder"), item.folder);
        break;
    case RequestItem::Kind::DeleteArchive:
        insertPath(object, QStringLiteral("path"), item.folder);
        object.insert(QStringLiteral("description"), item.text);
        break;
    case RequestItem::Kind::Figures:
        object.insert(QStringLiteral("figures"),
                      QJsonObject {{QStringLiteral("everyDays"), figureJson(item.figures.backup.everyDays)},
                                   {QStringLiteral("versionsExist"), figureJson(item.figures.backup.versionsExist)},
                                   {QStringLiteral("retainExtra"), figureJson(item.figures.backup.retainExtra)},
                                   {QStringLiteral("versionsDeleted"), figureJson(item.figures.backup.versionsDeleted)},
                                   {QStringLiteral("retainOnly"), figureJson(item.figures.backup.retainOnly)},
                                   {QStringLiteral("timesAYear"), figureJson(item.figures.archive.timesAYear)},
                                   {QStringLiteral("keepYears"), figureJson(item.figures.archive.keepYears)}});
        break;
    case RequestItem::Kind::Question:
        object.insert(QStringLiteral("text"), item.text);
        return object;
    }
    object.insert(QStringLiteral("reason"), item.reason);
    object.insert(QStringLiteral("evidence"), nameOf(item.evidence));
    object.insert(QStringLiteral("observedAt"), momentJson(item.observedAt));
    return object;
}

QString requestState(const StorageRequest &request)
{
    if (!request.sentAt.isValid())
        return QStringLiteral("notSent");
    return request.isOpen() ? QStringLiteral("open") : QStringLiteral("closed");
}

QJsonObject requestJson(const StorageRequest &request)
{
    QJsonArray items;
    for (const RequestItem &item : request.items)
        items.append(itemJson(item));
    const bool sent = request.sentAt.isValid();
    return {{QStringLiteral("id"), request.id == 0 ? QJsonValue(QJsonValue::Null) : QJsonValue(request.id)},
            {QStringLiteral("state"), requestState(request)},
            {QStringLiteral("note"), request.note},
            {QStringLiteral("sentAt"), momentJson(request.sentAt)},
            {QStringLiteral("sentBy"), sent ? QJsonValue(request.sentBy) : QJsonValue(QJsonValue::Null)},
            {QStringLiteral("way"), sent ? QJsonValue(nameOf(request.way)) : QJsonValue(QJsonValue::Null)},
            {QStringLiteral("closedAt"), momentJson(request.closedAt())},
            {QStringLiteral("items"), items}};
}

Result<QStringList> serverNames(CliContext &context)
{
    const QStringList words = context.words();
    if (words.isEmpty())
        return QStringList();
    const Result<QList<ServerRow>> rows = chosenServers(context, words);
    if (!rows)
        return fail(rows.error());
    QStringList names;
    for (const ServerRow &row : *rows)
        names += row.server.name;
    return names;
}

/// What is asked: the chosen proposals, the drops where they are wanted, and the person's questions.
Result<StorageRequest> draft(CliContext &context, Workspace &workspace)
{
    const Result<QStringList> names = serverNames(context);
    if (!names)
        return fail(names.error());
    const Result<QList<ProposedItem>> proposed = workspace.requests().propose(*names);
    if (!proposed)
        return fail(proposed.error());
    StorageRequest request;
    request.createdAt = workspace.clock()();
    request.note = context.value("note");
    for (const ProposedItem &candidate : *proposed) {
        const RequestItem::Kind kind = candidate.item.kind;
        const bool adds = kind == RequestItem::Kind::AddFolder || kind == RequestItem::Kind::ReachFolder;
        const bool drops =
            kind == RequestItem::Kind::DropFolder && context.has("drops") && !candidate.askedAt.isValid();
        if ((candidate.chosen && (adds || !context.has("add-only"))) || drops)
            request.items.append(candidate.item);
    }
    if (context.has("deletions")) {
        const Result<QList<CopyPastYears>> copies = copiesPastYears(readWorkspace(workspace));
        if (!copies)
            return fail(copies.error());
        const QList<ProposedItem> deletions = proposedDeletions(*copies);
        for (const ProposedItem &candidate : deletions) {
            const bool isMeant = names->isEmpty() || names->contains(candidate.item.server, Qt::CaseInsensitive);
            if (candidate.chosen && isMeant)
                request.items.append(candidate.item);
        }
    }
    for (const QString &text : context.values("question")) {
        RequestItem question;
        question.kind = RequestItem::Kind::Question;
        question.text = text;
        request.items.append(question);
    }
    return request;
}

Result<QByteArray> rendered(const StorageRequest &request, const QString &format, const QString &to)
{
    if (format == u"html")
        return requestHtml(request);
    if (format == u"mailto")
        return requestMailLink(request, to).map([](const QString &link) { return link.toUtf8() + '\n'; });
    if (format != u"text")
        return fail(ErrorKind::BadInput, AppTr::tr("\"%1\" is no format.").arg(visibleText(format)),
                    AppTr::tr("Formats: text, html, mailto."));
    return (AppTr::tr("Subject: %1").arg(requestSubject(request)) + QStringLiteral("\n\n") + requestText(request))
        .toUtf8();
}

QJsonObject textsJson(const StorageRequest &request, const QString &to)
{
    const Result<QString> link = requestMailLink(request, to);
    return {{QStringLiteral("request"), requestJson(request)},
            {QStringLiteral("subject"), requestSubject(request)},
            {QStringLiteral("text"), requestText(request)},
            {QStringLiteral("html"), QString::fromUtf8(requestHtml(request))},
            {QStringLiteral("mailLink"), link ? QJsonValue(*link) : QJsonValue(QJsonValue::Null)},
            {QStringLiteral("mailProblem"), link ? QJsonValue(QJsonValue::Null) : QJsonValue(link.error().message)}};
}

/// The request in the asked format, to --output or to standard output.
VerbResult answerWith(CliContext &context, const StorageRequest &request)
{
    const QString to = context.value("to");
    const Result<QByteArray> text = rendered(request, context.value("format", QStringLiteral("text")), to);
    if (!text)
        return fail(text.error());
    CliAnswer answer;
    answer.json = QJsonDocument(textsJson(request, to));
    const QString file = context.value("output");
    if (file.isEmpty()) {
        answer.text = QString::fromUtf8(*text);
        return answer;
    }
    if (const Result<void> written = context.world().writeFile(file, *text); !written)
        return fail(written.error());
    answer.text = AppTr::tr("Written to \"%1\".\n").arg(visibleText(file));
    return answer;
}

VerbResult makeRequest(CliContext &context, Workspace &workspace)
{
    const QString format = context.value("format", QStringLiteral("text"));
    const QString to = context.value("to");
    if (!to.isEmpty() && !areMailAddresses(to))
        return fail(ErrorKind::BadInput, AppTr::tr("\"%1\" is not a mail address.").arg(visibleText(to)));
    if (const Result<void> may = mayWrite(workspace); !may && context.has("sent"))
        return fail(may.error());
    Result<StorageRequest> request = draft(context, workspace);
    if (!request)
        return fail(request.error());
    if (request->items.isEmpty()) {
        if (const Result<QByteArray> known = rendered(*request, format, to); !known)
            return fail(known.error());
        return CliAnswer {QJsonDocument(textsJson(*request, to)),
                          AppTr::tr("There is nothing to ask that has not been asked.\n")};
    }
    // Nothing is remembered as sent that could not be written first.
    VerbResult answer = answerWith(context, *request);
    if (!answer || !context.has("sent"))
        return answer;
    const SendingWay way = !context.value("output").isEmpty() ? SendingWay::File
        : format == u"mailto"                                 ? SendingWay::Mail
                                                              : SendingWay::Copied;
    const Result<StorageRequest> sent = workspace.requests().markSent(*request, way);
    if (!sent)
        return fail(sent.error());
    answer->json = QJsonDocument(textsJson(*sent, to));
    context.say(AppTr::tr("Remembered as sent: request %1.").arg(sent->id));
    return answer;
}

VerbResult listRequests(CliContext &, Workspace &workspace)
{
    const Result<QList<StorageRequest>> requests = workspace.requests().requests();
    if (!requests)
        return fail(requests.error());
    const QDateTime now = workspace.clock()();
    QJsonArray array;
    TextTable table(
        {AppTr::tr("NUMBER"), AppTr::tr("SENT"), AppTr::tr("BY"), AppTr::tr("STATE"), AppTr::tr("WHAT IS ASKED")});
    for (const StorageRequest &request : *requests) {
        array.append(requestJson(request));
        QStringList items;
        for (const RequestItem &item : request.items)
            items += AppTr::tr("%1: %2").arg(requestItemStateWord(item.state), requestItemTitle(item));
        table.add({QString::number(request.id), ageInWords(request.sentAt, now), request.sentBy,
                   request.isOpen() ? AppTr::tr("open") : AppTr::tr("closed"), items.join(u'\n')});
    }
    return CliAnswer {QJsonDocument(array), table.text()};
}

Result<StorageRequest> chosenRequest(CliContext &context, Workspace &workspace)
{
    bool ok = false;
    const qint64 id = context.word(0).toLongLong(&ok);
    if (!ok || id < 1)
        return fail(ErrorKind::BadInput,
                    AppTr::tr("\"%1\" is not the number of a request.").arg(visibleText(context.word(0))),
                    AppTr::tr("\"nightkeepctl request list\" lists them."));
    return workspace.requests().request(id);
}

VerbResult showRequest(CliContext &context, Workspace &workspace)
{
    const Result<StorageRequest> request = chosenRequest(context, workspace);
    return request ? answerWith(context, *request) : fail(request.error());
}

VerbResult withdrawRequest(CliContext &context, Workspace &workspace)
{
    const Result<qint64> item = context.number("item", 0, 1, 1'000'000);
    if (!item)
        return fail(item.error());
    const Result<StorageRequest> seen = chosenRequest(context, workspace);
    if (!seen)
        return fail(seen.error());
    const Result<StorageRequest> after =
        workspace.requests().withdraw(*seen, context.has("item") ? *item - 1 : -1, context.value("note"));
    if (!after)
        return fail(after.error());
    return CliAnswer {QJsonDocument(requestJson(*after)),
                      after->isOpen() ? AppTr::tr("Withdrawn; the rest of request %1 is open.\n").arg(after->id)
                                      : AppTr::tr("Withdrawn; request %1 is closed.\n").arg(after->id)};
}

} // namespace

const QList<Verb> Verbs::request {
    {"request make",
     "[SERVER...] [--add-only] [--drops] [--deletions] [--note TEXT] [--question TEXT]... [--sent]\n"
     "               [--format text|html|mailto] [--to ADDRESS] [--output FILE]",
     withWorkspace<makeRequest>,
     {{"add-only", "", QT_TRANSLATE_NOOP("NightkeepApp", "ask only for folders to be added")},
      {"drops", "", QT_TRANSLATE_NOOP("NightkeepApp", "ask to drop the folders that nobody asked for as well")},
      {"deletions", "",
       QT_TRANSLATE_NOOP("NightkeepApp", "ask to delete the archives that are past their agreed years as well")},
      NoteOption,
      {"question", "TEXT", QT_TRANSLATE_NOOP("NightkeepApp", "something to ask; once per question")},
      {"sent", "", QT_TRANSLATE_NOOP("NightkeepApp", "remember the request as sent")},
      Options::Format,
      ToOption,
      Options::Output},
     QT_TRANSLATE_NOOP("NightkeepApp", "what to ask of the storage team, and what came of it")},
    {"request list", "", withWorkspace<listRequests>},
    {"request show",
     "ID [--format FORMAT] [--output FILE]",
     withWorkspace<showRequest>,
     {Options::Format, ToOption, Options::Output}},
    {"request withdraw",
     "ID [--item N] [--note TEXT]",
     withWorkspace<withdrawRequest>,
     {{"item", "N", QT_TRANSLATE_NOOP("NightkeepApp", "only the item of this number, from 1")}, NoteOption}},
};

} // namespace Nightkeep
