// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/requests/requesttext.h"

#include "models/base/format.h"
#include "models/base/tr.h"

#include <QLocale>
#include <QRegularExpression>
#include <QUrl>

#include <algorithm>
#include <array>

namespace Nightkeep {

namespace {

constexpr qsizetype LineWidth = 72;
constexpr std::array pathKinds {RequestItem::Kind::AddFolder, RequestItem::Kind::ReachFolder,
                                RequestItem::Kind::DropFolder, RequestItem::Kind::DeleteArchive};

/// One line from outside, with its controls made visible. Sentences of coverage have been through
/// visibleText() once: their backslashes stay as they are.
QString oneLine(const QString &text)
{
    return visibleLines(text).replace(u'\n', QLatin1String("\\n")).replace(u'\t', QLatin1String("\\t"));
}

QStringList linesOf(const QString &text)
{
    QStringList lines;
    for (const QString &line : text.trimmed().split(u'\n'))
        lines += oneLine(line);
    return text.trimmed().isEmpty() ? QStringList() : lines;
}

/// Breaks at spaces; a word that is longer than a line stays whole.
QString wrapped(const QString &text, const QString &first, const QString &rest)
{
    QString out;
    QString line = first;
    bool empty = true;
    for (const QString &word : text.split(u' ')) {
        if (!empty && line.size() + 1 + word.size() > LineWidth) {
            out += line + u'\n';
            line = rest;
            empty = true;
        }
        if (!empty)
            line += u' ';
        line += word;
        empty = false;
    }
    return out + line + u'\n';
}

QString indent()
{
    return QStringLiteral("    ");
}

QString moment(const QDateTime &when)
{
    return Tr::tr("%1, %2 UTC").arg(requestDay(when), QLocale().toString(when.toUTC().time(), QStringLiteral("HH:mm")));
}

/// The evidence with whose word it is.
QString evidenceSentence(const RequestItem &item)
{
    if (item.state == RequestItem::State::Done)
        return Tr::tr("Seen done on %1, thank you.").arg(requestDay(item.endedAt));
    const QString reason = oneLine(item.reason);
    if (item.evidence == Evidence::Observed && item.observedAt.isValid())
        //: %1 is a whole sentence of evidence
        return Tr::tr("%1 (Seen on the server on %2.)").arg(reason, moment(item.observedAt));
    if (item.evidence == Evidence::Mounts && item.observedAt.isValid())
        //: %1 is a whole sentence of evidence
        return Tr::tr("%1 (By our own page and the server's mounts, seen on %2; the storage manager's client did not "
                      "say.)")
            .arg(reason, moment(item.observedAt));
    //: %1 is a whole sentence of evidence
    return Tr::tr("%1 (By our own page; the storage manager's client did not say.)").arg(reason);
}

QString kindHeading(RequestItem::Kind kind)
{
    switch (kind) {
    case RequestItem::Kind::AddFolder:
        return Tr::tr("Please add to the backup:");
    case RequestItem::Kind::ReachFolder:
        return Tr::tr("Please find out why the nightly run does not reach:");
    case RequestItem::Kind::DropFolder:
        return Tr::tr("Please take out of the backup:");
    case RequestItem::Kind::Figures:
        return Tr::tr("Please set these figures:");
    case RequestItem::Kind::Question:
        return Tr::tr("Please answer:");
    case RequestItem::Kind::DeleteArchive:
        return Tr::tr("Please delete from the archive, unless a hold is on it:");
    }
    return {};
}

QString serverHeading(const RequestItem &item)
{
    const QString name = oneLine(item.server);
    return item.storageNode.isEmpty() ? name : Tr::tr("%1 (node %2)").arg(name, oneLine(item.storageNode));
}

QStringList figureLines(const RequestItem &item)
{
    QStringList lines;
    for (const FigureComparison &figure : compareFigures(item.figures.backup, item.figures.archive, nullptr))
        lines += figure.wanted;
    if (const std::optional<int> times = item.figures.archive.timesAYear)
        lines += Tr::tr("archived %n times a year", nullptr, *times);
    return lines;
}

QList<RequestItem> itemsOf(const StorageRequest &request, const QString &server, RequestItem::Kind kind)
{
    QList<RequestItem> items;
    for (const RequestItem &item : request.items) {
        const bool same = item.server.compare(server, Qt::CaseInsensitive) == 0;
        if (same && item.kind == kind && item.state != RequestItem::State::Withdrawn)
            items += item;
    }
    return items;
}

QString descriptionInWords(const RequestItem &item)
{
    return Tr::tr("described as \"%1\"", "an archive").arg(oneLine(item.text));
}

QString folderText(const RequestItem &item)
{
    const MailedPath path = mailedPath(item.folder);
    QString text = indent() + path.shown + u'\n';
    if (!path.encoded.isEmpty())
        text += indent() + Tr::tr("(percent-encoded: %1)").arg(path.encoded) + u'\n';
    const QString deeper = indent() + QStringLiteral("  ");
    if (item.kind == RequestItem::Kind::DeleteArchive)
        text += wrapped(descriptionInWords(item), deeper, deeper);
    return text + wrapped(evidenceSentence(item), deeper, deeper);
}

QString bulleted(const QString &line)
{
    return wrapped(line, indent() + QStringLiteral("- "), indent() + QStringLiteral("  "));
}

QString serverText(const StorageRequest &request, const QString &server)
{
    QString text;
    for (const RequestItem::Kind kind : pathKinds) {
        const QList<RequestItem> items = itemsOf(request, server, kind);
        if (items.isEmpty())
            continue;
        text += u'\n' + kindHeading(kind) + u'\n';
        for (const RequestItem &item : items)
            text += u'\n' + folderText(item);
    }
    for (const RequestItem &item : itemsOf(request, server, RequestItem::Kind::Figures)) {
        text += u'\n' + kindHeading(item.kind) + QStringLiteral("\n\n");
        for (const QString &line : figureLines(item))
            text += bulleted(line);
        text += wrapped(evidenceSentence(item), indent() + QStringLiteral("  "), indent() + QStringLiteral("  "));
    }
    const QList<RequestItem> questions = itemsOf(request, server, RequestItem::Kind::Question);
    if (!questions.isEmpty())
        text += u'\n' + kindHeading(RequestItem::Kind::Question) + QStringLiteral("\n\n");
    for (const RequestItem &item : questions)
        text += bulleted(oneLine(item.text));
    return text;
}

QString headingOf(const StorageRequest &request, const QString &server)
{
    const auto item = std::find_if(request.items.begin(), request.items.end(), [&server](const RequestItem &each) {
        return each.server.compare(server, Qt::CaseInsensitive) == 0;
    });
    return serverHeading(*item);
}

QString closing(const StorageRequest &request)
{
    if (request.id == 0)
        return {};
    return Tr::tr("This is our request number %1.").arg(request.id);
}

QString cell(const QString &name, const QString &html)
{
    return QStringLiteral("<%1>%2</%1>").arg(name, html);
}

QString textCell(const QString &name, const QString &text)
{
    return cell(name, text.toHtmlEscaped());
}

/// What is asked of a folder or in figures, as a cell's contents.
QString subjectHtml(const RequestItem &item)
{
    if (item.kind == RequestItem::Kind::Figures) {
        QStringList lines;
        for (const QString &line : figureLines(item))
            lines += line.toHtmlEscaped();
        return lines.join(QStringLiteral("<br/>"));
    }
    if (item.kind == RequestItem::Kind::Question)
        return oneLine(item.text).toHtmlEscaped();
    const MailedPath path = mailedPath(item.folder);
    // Kept as they are: a browser would else show two spaces as one.
    QString html = QStringLiteral("<code style=\"white-space:pre-wrap\">%1</code>").arg(path.shown.toHtmlEscaped());
    if (!path.encoded.isEmpty())
        html += QStringLiteral("<br/>") + Tr::tr("percent-encoded:").toHtmlEscaped()
            + QStringLiteral(" <code>%1</code>").arg(path.encoded.toHtmlEscaped());
    if (item.kind == RequestItem::Kind::DeleteArchive)
        html += QStringLiteral("<br/>") + descriptionInWords(item).toHtmlEscaped();
    return html;
}

QString rowHtml(const RequestItem &item)
{
    const QString evidence = item.kind == RequestItem::Kind::Question ? QString() : evidenceSentence(item);
    return QStringLiteral("<tr>")
        + textCell(QStringLiteral("td"), item.server.isEmpty() ? QString() : serverHeading(item))
        + textCell(QStringLiteral("td"), kindHeading(item.kind)) + cell(QStringLiteral("td"), subjectHtml(item))
        + textCell(QStringLiteral("td"), evidence) + QStringLiteral("</tr>\n");
}

QString paragraph(const QStringList &lines)
{
    QStringList escaped;
    for (const QString &line : lines)
        escaped += line.toHtmlEscaped();
    return QStringLiteral("<p>%1</p>\n").arg(escaped.join(QStringLiteral("<br/>")));
}

QStringList addressList(const QString &to)
{
    QStringList addresses;
    for (const QString &address : to.split(u','))
        addresses += address.trimmed();
    return addresses;
}

QString encoded(const QString &text, const QByteArray &kept = {})
{
    return QString::fromLatin1(QUrl::toPercentEncoding(text, kept));
}

} // namespace

MailedPath mailedPath(const BytePath &path)
{
    MailedPath mailed {displayPath(path), {}};
    bool plain = mailed.shown.toUtf8() == path && !path.contains("  ");
    for (const QByteArray &component : pathComponents(path))
        plain = plain && !component.startsWith(' ') && !component.endsWith(' ');
    plain = plain && std::all_of(path.begin(), path.end(), [](char c) { return c >= 0x20 && c < 0x7f; });
    if (!plain)
        mailed.encoded = QString::fromLatin1(percentEncoded(path));
    return mailed;
}

QString requestDay(const QDateTime &moment)
{
    return dayAndMonth(moment.toUTC().date());
}

QString requestItemTitle(const RequestItem &item)
{
    const QString folder = displayPath(item.folder);
    const QString server = visibleText(shortName(item.server));
    switch (item.kind) {
    case RequestItem::Kind::AddFolder:
        return Tr::tr("add %1 on %2").arg(folder, server);
    case RequestItem::Kind::ReachFolder:
        return Tr::tr("reach %1 on %2").arg(folder, server);
    case RequestItem::Kind::DropFolder:
        return Tr::tr("drop %1 on %2").arg(folder, server);
    case RequestItem::Kind::Figures:
        return Tr::tr("set the figures of %1").arg(server);
    case RequestItem::Kind::Question:
        return Tr::tr("answer: %1").arg(oneLine(item.text));
    case RequestItem::Kind::DeleteArchive:
        return Tr::tr("delete the archive %1 of %2", "a path, a server").arg(folder, server);
    }
    return {};
}

QString requestItemSubject(const RequestItem &item)
{
    switch (item.kind) {
    case RequestItem::Kind::Figures:
        return figureLines(item).join(QStringLiteral("; "));
    case RequestItem::Kind::Question:
        return oneLine(item.text);
    case RequestItem::Kind::AddFolder:
    case RequestItem::Kind::ReachFolder:
    case RequestItem::Kind::DropFolder:
    case RequestItem::Kind::DeleteArchive:
        break;
    }
    return displayPath(item.folder);
}

QString requestSubject(const StorageRequest &request)
{
    int add = 0;
    int reach = 0;
    int drop = 0;
    int archives = 0;
    for (const RequestItem &item : request.items) {
        if (item.state == RequestItem::State::Withdrawn)
            continue;
        add += item.kind == RequestItem::Kind::AddFolder ? 1 : 0;
        reach += item.kind == RequestItem::Kind::ReachFolder ? 1 : 0;
        drop += item.kind == RequestItem::Kind::DropFolder ? 1 : 0;
        archives += item.kind == RequestItem::Kind::DeleteArchive ? 1 : 0;
    }
    const QStringList servers = request.servers();
    if (servers.isEmpty())
        return Tr::tr("Questions about our backup");
    const QString first = oneLine(shortName(servers.constFirst()));
    const auto others = static_cast<int>(servers.size()) - 1;
    const QString whose = others == 0 ? Tr::tr("Backup of %1").arg(first)
                                      : Tr::tr("Backup of %1 and %n more", nullptr, others).arg(first);
    QStringList asked;
    if (add > 0)
        asked << Tr::tr("%n folders to add", nullptr, add);
    if (drop > 0)
        asked << Tr::tr("%n folders to drop", nullptr, drop);
    if (reach > 0)
        asked << (asked.isEmpty() ? Tr::tr("%n folders to be explained", nullptr, reach)
                                  : Tr::tr("%n to be explained", "folders, after those to add or drop", reach));
    if (archives > 0)
        asked << Tr::tr("%n archives to delete", nullptr, archives);
    return asked.isEmpty() ? whose : Tr::tr("%1: %2").arg(whose, asked.join(u", "));
}

QString requestText(const StorageRequest &request)
{
    QString text = Tr::tr("Dear storage team,") + u'\n';
    const QStringList note = linesOf(request.note);
    if (!note.isEmpty())
        text += u'\n';
    for (const QString &line : note)
        text += wrapped(line, {}, {});
    for (const QString &server : request.servers()) {
        const QString body = serverText(request, server);
        if (body.isEmpty())
            continue;
        const QString heading = headingOf(request, server);
        text += QStringLiteral("\n\n") + heading + u'\n' + QString(std::min(heading.size(), LineWidth), u'-') + u'\n'
            + body;
    }
    const QString general = serverText(request, {});
    if (!general.isEmpty())
        text += u'\n' + general;
    if (const QString end = closing(request); !end.isEmpty())
        text += QStringLiteral("\n\n") + end + u'\n';
    return text;
}

QByteArray requestHtml(const StorageRequest &request)
{
    QString html = QStringLiteral("<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\"/>\n<title>%1</title>\n"
                                  "</head>\n<body>\n")
                       .arg(requestSubject(request).toHtmlEscaped());
    html += paragraph({Tr::tr("Dear storage team,")});
    if (const QStringList note = linesOf(request.note); !note.isEmpty())
        html += paragraph(note);
    html += QStringLiteral("<table border=\"1\">\n<tr>");
    for (const QString &heading :
         {Tr::tr("Server"), Tr::tr("What we ask"), Tr::tr("Folder or figures"), Tr::tr("What we see")})
        html += textCell(QStringLiteral("th"), heading);
    html += QStringLiteral("</tr>\n");
    QStringList servers = request.servers();
    servers += QString(); // what is about no server stands last
    for (const QString &server : std::as_const(servers)) {
        for (const RequestItem::Kind kind :
             {RequestItem::Kind::AddFolder, RequestItem::Kind::ReachFolder, RequestItem::Kind::DropFolder,
              RequestItem::Kind::DeleteArchive, RequestItem::Kind::Figures, RequestItem::Kind::Question}) {
            for (const RequestItem &item : itemsOf(request, server, kind))
                html += rowHtml(item);
        }
    }
    html += QStringLiteral("</table>\n");
    if (const QString end = closing(request); !end.isEmpty())
        html += paragraph({end});
    return (html + QStringLiteral("</body>\n</html>\n")).toUtf8();
}

bool areMailAddresses(const QString &to)
{
    // The plain form that every mail program takes; quoted names and comments are not for links.
    static const QRegularExpression address(
        QStringLiteral("\\A[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}[A-Za-z0-9])?\\z"));
    const QStringList addresses = addressList(to);
    return std::all_of(addresses.begin(), addresses.end(),
                       [](const QString &each) { return address.match(each).hasMatch(); });
}

Result<QString> mailLink(const QString &subject, QString body, const QString &to)
{
    const bool nobody = to.trimmed().isEmpty();
    if (!nobody && !areMailAddresses(to))
        return fail(ErrorKind::BadInput, Tr::tr("\"%1\" is not a mail address.").arg(visibleText(to)),
                    Tr::tr("Give it as name@host.example; separate several with commas."));
    QStringList recipients;
    if (!nobody) {
        for (const QString &address : addressList(to))
            recipients += encoded(address, "@");
    }
    body.replace(u'\n', QStringLiteral("\r\n"));
    const QString link = QStringLiteral("mailto:") + recipients.join(u',') + QStringLiteral("?subject=")
        + encoded(subject) + QStringLiteral("&body=") + encoded(body);
    if (link.size() > MailLinkLimit)
        return fail(ErrorKind::BadInput,
                    Tr::tr("The text is too long for a mail link: %1 characters, and mail programs take %2.")
                        .arg(link.size())
                        .arg(MailLinkLimit),
                    Tr::tr("Copy the text and paste it into a mail, or save it and attach the file."));
    return link;
}

Result<QString> requestMailLink(const StorageRequest &request, const QString &to)
{
    return mailLink(requestSubject(request), requestText(request), to);
}

} // namespace Nightkeep
