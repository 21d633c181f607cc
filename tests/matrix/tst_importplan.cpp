// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/matrix/wikipage.h"
#include "tests/support/testmain.h"

#include <QtTest>

using namespace Nightkeep;

namespace {

Server listed(const char *name)
{
    Server made;
    made.name = QString::fromLatin1(name);
    made.os = QStringLiteral("ubuntu");
    made.current = {"/", "/data"};
    made.wanted = {"/data/moodle"};
    return made;
}

Server reached(Server server)
{
    server.connection.host = QStringLiteral("gateway");
    server.connection.user = QStringLiteral("backup");
    server.connection.port = 2222;
    return server;
}

WikiMatrix page(const QList<Server> &servers)
{
    WikiMatrix matrix;
    matrix.servers = servers;
    return matrix;
}

/// "+a =b ~c[os,wanted] .d": added, same, changed, only here.
QString printed(const ImportPlan &plan)
{
    QStringList words;
    for (const ImportChange &change : plan.changes) {
        switch (change.kind) {
        case ImportChange::Kind::Added:
            words.append(u'+' + change.after.name);
            break;
        case ImportChange::Kind::Same:
            words.append(u'=' + change.before.name);
            break;
        case ImportChange::Kind::Changed:
            words.append(u'~' + change.after.name + u'[' + change.fields.join(u',') + u']');
            break;
        case ImportChange::Kind::OnlyHere:
            words.append(u'.' + change.before.name);
            break;
        }
    }
    return words.join(u' ');
}

/// The workspace after every accepted change, as a store would have it.
QList<Server> applied(QList<Server> workspace, const ImportPlan &plan)
{
    for (const ImportChange &change : plan.changes) {
        if (change.kind == ImportChange::Kind::Added)
            workspace.append(change.after);
        if (change.kind == ImportChange::Kind::Changed)
            workspace[workspace.indexOf(change.before)] = change.after;
    }
    return workspace;
}

} // namespace

class TstImportPlan : public QObject
{
    Q_OBJECT

private slots:
    void kindsInThePagesOrder();
    void eachFieldIsNamed_data();
    void eachFieldIsNamed();
    void connectionIsKept();
    void nameIsMetInAnyCase();
    void fieldsThatThePageLacksStay();
    void twiceChangesNothing();
    void declinedChangesAreNone();
    void figuresOfAllMachines();
};

void TstImportPlan::kindsInThePagesOrder()
{
    Server changed = listed("c");
    changed.os = QStringLiteral("solaris");
    const ImportPlan plan =
        planImport({listed("d"), listed("b"), listed("c"), listed("e")}, page({changed, listed("a"), listed("b")}));
    QCOMPARE(printed(plan), QStringLiteral("~c[os] +a =b .d .e"));
    QCOMPARE(plan.matrix.servers.size(), 3);
    QCOMPARE(plan.changes.at(1).before, Server());
    QCOMPARE(plan.changes.at(1).fields,
             (QStringList {QStringLiteral("name"), QStringLiteral("os"), QStringLiteral("current"),
                           QStringLiteral("wanted")}));
    QCOMPARE(plan.changes.at(3).after, Server());
    QVERIFY(!plan.changesNothing());
}

void TstImportPlan::eachFieldIsNamed_data()
{
    QTest::addColumn<QString>("field");
    for (const char *field : {"note", "os", "service", "web", "storageNode", "current", "wanted", "policy", "archive"})
        QTest::newRow(field) << QString::fromLatin1(field);
}

void TstImportPlan::eachFieldIsNamed()
{
    QFETCH(QString, field);
    Server imported = listed("a");
    const QString text = QStringLiteral("other");
    if (field == u"current" || field == u"wanted")
        (field == u"current" ? imported.current : imported.wanted) = {"/other"};
    for (const auto &[name, member] :
         {std::pair("note", &Server::note), std::pair("os", &Server::os), std::pair("service", &Server::service),
          std::pair("web", &Server::web), std::pair("storageNode", &Server::storageNode),
          std::pair("policy", &Server::policy), std::pair("archive", &Server::archive)}) {
        if (field == QLatin1String(name))
            imported.*member = text;
    }
    const Server known = listed("a");
    const ImportPlan plan = planImport({known}, page({imported}));
    QCOMPARE(printed(plan), QStringLiteral("~a[%1]").arg(field));
    QCOMPARE(plan.changes.first().before, known);
    QCOMPARE(plan.changes.first().after, imported);
}

void TstImportPlan::connectionIsKept()
{
    const Server known = reached(listed("a"));
    Server imported = listed("a");
    imported.note = QStringLiteral("new hardware");
    const ImportPlan plan = planImport({known}, page({imported}));
    QCOMPARE(plan.changes.first().after.connection, known.connection);
    QCOMPARE(plan.changes.first().after.note, imported.note);
    QCOMPARE(printed(planImport({known}, page({listed("a")}))), QStringLiteral("=a"));
}

void TstImportPlan::nameIsMetInAnyCase()
{
    Server imported = listed("MOODLE-A.ucl.ac.uk");
    const ImportPlan same = planImport({listed("moodle-a.ucl.ac.uk")}, page({imported}));
    QCOMPARE(printed(same), QStringLiteral("=moodle-a.ucl.ac.uk"));
    imported.os = QStringLiteral("solaris");
    const ImportPlan changed = planImport({listed("moodle-a.ucl.ac.uk")}, page({imported}));
    QCOMPARE(printed(changed), QStringLiteral("~moodle-a.ucl.ac.uk[os]"));
}

void TstImportPlan::fieldsThatThePageLacksStay()
{
    Server known = listed("a");
    known.policy = QStringLiteral("2 copies");
    Server imported = listed("a");
    imported.os.clear();
    imported.wanted = {"/other"};
    WikiMatrix matrix = page({imported});
    matrix.fields = QStringList {QStringLiteral("name"), QStringLiteral("note"), QStringLiteral("current"),
                                 QStringLiteral("wanted")};
    const ImportPlan plan = planImport({known}, matrix);
    QCOMPARE(printed(plan), QStringLiteral("~a[wanted]"));
    QCOMPARE(plan.changes.first().after.os, known.os);
    QCOMPARE(plan.changes.first().after.policy, known.policy);
}

void TstImportPlan::twiceChangesNothing()
{
    Server changed = listed("b");
    changed.wanted.clear();
    const WikiMatrix matrix = page({listed("a"), changed, listed("C")});
    const QList<Server> workspace {reached(listed("b")), listed("only-here"), listed("c")};
    const ImportPlan first = planImport(workspace, matrix);
    QVERIFY(!first.changesNothing());
    const QList<Server> after = applied(workspace, first);
    QCOMPARE(after.size(), 4);
    const ImportPlan second = planImport(after, matrix);
    QVERIFY(second.changesNothing());
    QCOMPARE(applied(after, second), after);
    QCOMPARE(printed(second), QStringLiteral("=a =b =c .only-here"));
}

void TstImportPlan::declinedChangesAreNone()
{
    ImportPlan plan = planImport({}, page({listed("a"), listed("b")}));
    QVERIFY(!plan.changesNothing());
    plan.changes[0].accepted = false;
    QVERIFY(!plan.changesNothing());
    plan.changes[1].accepted = false;
    QVERIFY(plan.changesNothing());
    QVERIFY(ImportPlan().changesNothing());
}

void TstImportPlan::figuresOfAllMachines()
{
    Server own = listed("own");
    own.decisions.backup.versionsExist = 7;
    Server spoken = listed("spoken");
    spoken.policy = QStringLiteral("5 copies");
    WikiMatrix matrix = page({listed("new"), listed("known"), listed("own"), spoken});
    matrix.figures = BackupFigures {.versionsExist = 2, .retainExtra = 30};
    const QList<Server> workspace {listed("known"), own, spoken, listed("only-here")};
    const ImportPlan plan = planImport(workspace, matrix);
    QCOMPARE(printed(plan), QStringLiteral("+new ~known[figures] =own =spoken .only-here"));
    QCOMPARE(plan.changes.at(0).after.decisions.backup, matrix.figures);
    QCOMPARE(plan.changes.at(1).after.decisions.backup, matrix.figures);
    QVERIFY(plan.changes.at(1).before.decisions.isEmpty());
    QCOMPARE(plan.overwritten(), 1);
    QVERIFY(planImport(applied(workspace, plan), matrix).changesNothing());
}

NIGHTKEEP_TEST(TstImportPlan, unit, Core)
#include "tst_importplan.moc"
