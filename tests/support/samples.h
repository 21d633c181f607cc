// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/workspacestore.h"
#include "models/base/json.h"
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
/// Small, or beyond what a floating point number holds exactly.
[[nodiscard]] qint64 number(QRandomGenerator &random, qint64 least, qint64 most);

/// Anything that a described type can hold, likely or not.
template<typename T> [[nodiscard]] T sample(QRandomGenerator &random, const FieldRules &rules = {})
{
    T value {};
    if constexpr (std::is_same_v<T, QString> || std::is_same_v<T, SharedText>) {
        value = text(random);
    } else if constexpr (std::is_same_v<T, QByteArray>) {
        value = path(random);
    } else if constexpr (std::is_same_v<T, QDateTime>) {
        value = moment(random);
    } else if constexpr (std::is_same_v<T, QDate>) {
        value = random.bounded(3) == 0 ? QDate() : QDate(1990, 1, 1).addDays(random.bounded(20000));
    } else if constexpr (std::is_same_v<T, bool>) {
        value = random.bounded(2) == 0;
    } else if constexpr (std::is_enum_v<T>) {
        value = Names<T>[static_cast<std::size_t>(random.bounded(int(Names<T>.size())))].value;
    } else if constexpr (std::is_integral_v<T>) {
        value = rules.orMinusOne && random.bounded(4) == 0
            ? T(-1)
            : T(number(random, std::max<qint64>(rules.least, std::numeric_limits<T>::min()),
                       std::min<qint64>(rules.most, std::numeric_limits<T>::max())));
    } else if constexpr (Json::Kind<T>::optional) {
        if (random.bounded(2) == 0)
            value = sample<typename T::value_type>(random, rules);
    } else if constexpr (Json::Kind<T>::list) {
        for (int count = random.bounded(4); count > 0; --count)
            value.append(sample<typename T::value_type>(random));
    } else if constexpr (Json::Kind<T>::hash) {
        for (int count = random.bounded(4); count > 0; --count) {
            const auto key = sample<typename T::key_type>(random);
            value.insert(key, sample<typename T::mapped_type>(random));
        }
    } else {
        forEachField<T>([&](const auto &field) {
            using Member = std::remove_cvref_t<decltype(value.*field.member)>;
            value.*field.member = sample<Member>(random, field.rules);
        });
    }
    return value;
}

[[nodiscard]] Server server(QRandomGenerator &random, const QString &name);
[[nodiscard]] Site site(QRandomGenerator &random, const QString &name);
[[nodiscard]] ArchiveRecord archive(QRandomGenerator &random, const QString &id);
[[nodiscard]] DatabaseAnswer databaseAnswer(QRandomGenerator &random, const QString &server, const QString &partner);
[[nodiscard]] AuditEntry audit(QRandomGenerator &random);
/// Two of each, with names and runs of their own, numbered from 1.
[[nodiscard]] CatalogueRecords catalogue(QRandomGenerator &random);

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
                  : (nameOf(result.error().kind) + QLatin1String(": ") + result.error().message + QLatin1Char(' ')
                     + result.error().detail)
                        .toUtf8();
}

} // namespace Nightkeep::Samples
