// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Writes into a workspace until it is killed, as the services do: two servers and an audit line, all with the same
// number; says the number when they are done.
#include "app/store/workspacestore.h"
#include "models/base/auditedact.h"

#include <QCoreApplication>

#include <cstdio>

using namespace Nightkeep;

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const auto store = WorkspaceStore::open(application.arguments().value(1));
    if (!store) {
        std::fprintf(stderr, "%s\n", qPrintable(store.error().message + store.error().detail));
        return 1;
    }
    for (;;) {
        const Result<QList<Server>> servers = (*store)->servers();
        if (!servers || servers->size() != 2)
            return 2;
        QList<QPair<Server, Server>> changes;
        for (const Server &server : *servers) {
            Server next = server;
            next.note = QString::number(server.note.toInt() + 1);
            changes.append({server, next});
        }
        const QString number = changes.first().second.note;
        AuditEntry entry;
        entry.act = QStringLiteral("count");
        entry.newValue = number;
        if (const Result<void> noted = noteDone(**store, entry, [&] { return (*store)->replaceServers(changes); });
            !noted) {
            std::fprintf(stderr, "%s\n", qPrintable(noted.error().message + noted.error().detail));
            return 3;
        }
        std::printf("%s\n", qPrintable(number));
        std::fflush(stdout);
    }
}
