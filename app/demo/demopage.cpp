// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/demopage.h"

#include "models/settings/backupoption.h"

namespace Nightkeep {

namespace {

QByteArray cell(const QString &text)
{
    QString html = text.toHtmlEscaped();
    html.replace(u'\n', QStringLiteral("<br />"));
    return "<td><p>" + (html.isEmpty() ? QByteArray("<br />") : html.toUtf8()) + "</p></td>\n";
}

QByteArray folderCell(const QList<BytePath> &folders)
{
    QStringList lines;
    for (const BytePath &folder : folders)
        lines.append(QString::fromUtf8(folder));
    return cell(lines.join(u'\n'));
}

QByteArray row(const Server &server)
{
    const QString name = shortName(server.name);
    QByteArray html = "<tr>\n<td><p><strong>" + name.toHtmlEscaped().toUtf8() + "</strong>"
        + server.name.mid(name.size()).toHtmlEscaped().toUtf8();
    if (!server.note.isEmpty())
        html += "<br />\n<em>(" + server.note.toHtmlEscaped().toUtf8() + ")</em>";
    html += "</p></td>\n" + cell(server.os) + cell(server.service);
    const QByteArray web = server.web.toHtmlEscaped().toUtf8();
    html += server.web.isEmpty() ? cell({}) : "<td><p><a href=\"" + web + "\">" + web + "</a></p></td>\n";
    return html + cell(server.storageNode) + folderCell(server.current) + folderCell(server.wanted)
        + cell(server.policy) + cell(server.archive) + "</tr>\n";
}

QByteArray optionTable()
{
    QByteArray html = "<h1>Course backups</h1>\n<table>\n<thead>\n<tr>\n<th><p>Option</p></th>\n<th><p>Notes</p></th>\n"
                      "<th><p>Option we have chosen</p></th>\n</tr>\n</thead>\n<tbody>\n";
    for (const auto &[name, stored] : agreedOnPage()) {
        const BackupOption &option = *findBackupOption(name);
        const QString words = stored.isEmpty() ? QStringLiteral("(blank)") : optionInWords(option, stored);
        html += "<tr>\n" + cell(option.title + u'\n' + name) + cell(option.notes) + cell(words) + "</tr>\n";
    }
    return html + "</tbody>\n</table>\n";
}

} // namespace

QByteArray demoPage(const QList<Server> &servers)
{
    QByteArray html = "<!DOCTYPE html>\n<html>\n<head><meta charset=\"utf-8\"><title>Backups</title></head>\n<body>\n"
        + optionTable() + "<h1>Server backups</h1>\n<table>\n<thead>\n<tr>\n";
    for (const char *heading : {"server name", "OS", "service", "web address", "<br />",
                                "folders *currently*<br />being backed up", "folders we *want*<br />to be backed up",
                                "Backup Policy<br />(how often and how many copies do we want kept and for how long)",
                                "Archive<br />(How often and what do we want archived?)"})
        html += QByteArray("<th><p>") + heading + "</p></th>\n";
    html += "</tr>\n</thead>\n<tbody>\n";
    for (Server server : servers) {
        if (server.os.isEmpty() && server.service == u"live WebCT")
            server.os = QStringLiteral("Red Hat");
        html += row(server);
    }
    html += "<tr>\n" + cell({}) + cell(QStringLiteral("which one was this?")) + "</tr>\n";
    return html + "</tbody>\n</table>\n</body>\n</html>\n";
}

} // namespace Nightkeep
