// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/workspacestore.h"
#include "tests/support/mariadbfixture.h"

#include <QRandomGenerator>
#include <QTemporaryDir>

#include <memory>

namespace Nightkeep::Samples {

/// Random things with everything that is awkward in them: invalid UTF-8, quotes, newlines, NULs,
/// letters outside the first plane, empty lists beside absent ones.
[[nodiscard]] QString text(QRandomGenerator &random);
[[nodiscard]] BytePath path(QRandomGenerator &random);
[[nodiscard]] QDateTime moment(QRandomGenerator &random);
[[nodiscard]] Server server(QRandomGenerator &random, const QString &name);
[[nodiscard]] ServerSnapshot snapshot(QRandomGenerator &random);
[[nodiscard]] ChangeRates changeRates(QRandomGenerator &random);
[[nodiscard]] BackupPreview preview(QRandomGenerator &random);
[[nodiscard]] Site site(QRandomGenerator &random, const QString &name);
[[nodiscard]] SettingsSnapshot settings(QRandomGenerator &random);
[[nodiscard]] ArchiveRecord archive(QRandomGenerator &random, const QString &id);
[[nodiscard]] StorageRequest storageRequest(QRandomGenerator &random);
[[nodiscard]] AuditEntry audit(QRandomGenerator &random);

/// Puts a few of each into a workspace. Gives the first error's sentence, or an empty text.
[[nodiscard]] QString fill(WorkspaceStore &store, QRandomGenerator &random, int servers = 5);

/// The schema and the rows of a workspace as an older version left it.
[[nodiscard]] QStringList oldStatements(int version = 1);
[[nodiscard]] Result<void> makeOldFile(const QString &fileName, int version = 1);
/// Statements by a connection of their own, past the store and its seals.
[[nodiscard]] Result<void> runAll(const QString &place, const QStringList &statements);

/// A template for temporary folders in memory where there is such a disk: workspaces sync after every
/// write, and tests write much.
[[nodiscard]] QString memoryFolder();

/// Gives places for new workspaces: files in a temporary folder, and databases of a private server.
class Places
{
public:
    /// "sqlite" or "mariadb"; the server is started when first asked for. Empty where that failed.
    [[nodiscard]] QString next(const QString &dialect);
    [[nodiscard]] QString folder() const { return m_folder.path(); }
    [[nodiscard]] MariaDbFixture &server() { return *m_server; }
    [[nodiscard]] QString problem() const { return m_problem; }

private:
    QTemporaryDir m_folder {memoryFolder()};
    std::unique_ptr<MariaDbFixture> m_server;
    QString m_problem;
    int m_number = 0;
};

/// The error's sentence and detail, for a test's own message; "" where there is none.
template<typename T> [[nodiscard]] QByteArray why(const Result<T> &result)
{
    return result ? QByteArray("(no error)")
                  : (errorKindName(result.error().kind) + QLatin1String(": ") + result.error().message
                     + QLatin1Char(' ') + result.error().detail)
                        .toUtf8();
}

} // namespace Nightkeep::Samples
