// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mysql/sqlwatch.h"

#include "app/apptr.h"
#include "app/mysql/packetreader.h"
#include "app/mysql/sqlrows.h"
#include "models/base/bytepath.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

namespace Nightkeep {

namespace {

struct Plugin
{
    std::string_view name;
    qsizetype answer; ///< how long it is
};

// Of none of them can the password be read back: the answer is made of it and of numbers that the server chose.
// Not among them: mysql_clear_password and dialog (in clear), sha256_password and the second half of
// caching_sha2_password (locked with a key that the server sends, which is as good), mysql_old_password (weak).
constexpr std::array<Plugin, 3> allowedPlugins {
    {{"mysql_native_password", 20}, {"client_ed25519", 64}, {"caching_sha2_password", 32}}};
constexpr std::string_view nativePlugin = "mysql_native_password";
constexpr std::string_view sha2Plugin = "caching_sha2_password";

constexpr quint32 namedDatabase = 1U << 3;
constexpr quint32 localFiles = 1U << 7;
constexpr quint32 protocol41 = 1U << 9;
constexpr quint32 encryption = 1U << 11;
constexpr quint32 secureLogin = 1U << 15;
constexpr quint32 pluginLogin = 1U << 19;
// Kept from both sides, as if the other did not know them: compression, LOCAL INFILE, news of the session, answers of
// other forms than those that are read here, and reports on progress.
constexpr quint32 hidden = 1U << 5 | localFiles | 1U << 23 | 1U << 24 | 1U << 25 | 1U << 26 | 1U << 28 | 1U << 29;
// The length of the random numbers of the greeting. By another the library would look elsewhere for what follows.
constexpr quint64 randomLength = 21;

constexpr qsizetype mostOfLogin = 64 * 1024;
constexpr int mostLoginPackets = 8;

enum Command {
    Quit = 0x01,
    Query = 0x03,
    Prepare = 0x16,
    Execute = 0x17,
    SendLongData = 0x18,
    CloseStatement = 0x19,
};

enum FirstByte { Ok = 0x00, MoreOfLogin = 0x01, LocalFile = 0xfb, EndOfRows = 0xfe, Refused = 0xff };

constexpr quint64 moreResults = 0x0008;
constexpr quint64 cursorExists = 0x0040;

void putNumber(QByteArray &packet, qsizetype position, int width, quint64 value)
{
    for (int i = 0; i < width; ++i)
        packet[position + i] = char(value >> (8 * i) & 0xff);
}

int firstByte(QByteArrayView payload)
{
    return static_cast<unsigned char>(payload.front());
}

bool isEndOfRows(QByteArrayView payload)
{
    return firstByte(payload) == EndOfRows && payload.size() == 5;
}

const Plugin *allowedPlugin(QByteArrayView name)
{
    const auto *const found = std::find_if(allowedPlugins.begin(), allowedPlugins.end(), [name](const Plugin &plugin) {
        return plugin.name == std::string_view(name.data(), size_t(name.size()));
    });
    return found == allowedPlugins.end() ? nullptr : found;
}

} // namespace

SqlWatch::SqlWatch(const QString &server, const QString &account, const SqlLimits &limits)
    : m_server(server)
    , m_account(account)
    , m_limits(limits)
{
}

qsizetype SqlWatch::sizeOf(QByteArrayView header)
{
    return headerSize + qsizetype(PacketReader(header).number(3));
}

qsizetype SqlWatch::mostFromServer() const
{
    return isLoggedIn() ? m_limits.mostBytes : mostOfLogin;
}

Unexpected SqlWatch::tooMuch() const
{
    return fail(answerTooLarge(m_server, m_limits));
}

Unexpected SqlWatch::malformed(const char *what) const
{
    return fail(
        ErrorKind::Damaged,
        AppTr::tr("What the database server of %1 sent cannot be understood; the connection was ended.").arg(m_server),
        AppTr::tr("Check that the socket in the details is the database's. If it is, have the server looked "
                  "at: a sound one does not do this."),
        QString::fromLatin1(what));
}

Unexpected SqlWatch::oddLibrary(const char *what) const
{
    return fail(ErrorKind::PermissionDenied,
                AppTr::tr("This computer's database library was about to send the server of %1 what no sound server "
                          "asks for. It was not sent.")
                    .arg(m_server),
                AppTr::tr("Check that the socket in the details is the database's, and have the server looked at."),
                QString::fromLatin1(what));
}

Result<void> SqlWatch::checkPlugin(QByteArrayView name)
{
    m_digestAwaited = false;
    if (allowedPlugin(name) != nullptr) {
        m_plugin = name.toByteArray();
        return {};
    }
    if (name == QByteArrayView("mysql_old_password"))
        return fail(
            ErrorKind::PermissionDenied,
            AppTr::tr("The database server of %1 asks for a password in the form of MySQL before 4.1 (16 "
                      "digits), by which whoever listens can log in. The password was not sent.")
                .arg(m_server),
            AppTr::tr("Ask the database's administrator to give the account \"%1\" one of the later form, "
                      "which MySQL 5.0 has too: SET SESSION old_passwords = 0; then SET PASSWORD FOR the account "
                      "= PASSWORD('...'). If that is so already, somebody may have taken the server's place.")
                .arg(m_account));
    return fail(ErrorKind::PermissionDenied,
                AppTr::tr("The database server of %1 asks for a way of logging in that could show it the password, or "
                          "that Nightkeep does not know (%2). The password was not sent.")
                    .arg(m_server, visibleText(QString::fromLatin1(name.first(std::min<qsizetype>(name.size(), 64))))),
                AppTr::tr("Ask the database's administrator to let the account \"%1\" log in by "
                          "mysql_native_password, ed25519 or caching_sha2_password. If that is so already, somebody "
                          "may have taken the server's place: do not log in there by other programs either.")
                    .arg(m_account));
}

// --- the login ---

Result<void> SqlWatch::greeting(QByteArray &packet)
{
    PacketReader in(QByteArrayView(packet).sliced(headerSize));
    if (in.number(1) != 10)
        return malformed("The greeting is not that of a MySQL server since 3.21.");
    in.word(); // its version
    in.bytes(4 + 8 + 1); // the session's number, the first part of the random numbers
    const qsizetype lower = in.position();
    quint64 abilities = in.number(2);
    in.bytes(1 + 2); // character set, status
    const qsizetype upper = in.position();
    abilities |= in.number(2) << 16;
    const quint64 randomSize = in.number(1);
    in.bytes(6);
    const qsizetype ofMariaDb = in.position();
    in.bytes(4);
    in.bytes(13); // the rest of the random numbers
    if (!in.isSound())
        return malformed("The greeting breaks off.");
    if ((abilities & protocol41) == 0 || (abilities & secureLogin) == 0)
        return checkPlugin("mysql_old_password");
    m_plugin = QByteArray(nativePlugin.data(), qsizetype(nativePlugin.size()));
    if ((abilities & pluginLogin) != 0) {
        if (randomSize != randomLength)
            return malformed("A greeting whose random numbers have another length than any server's.");
        const qsizetype named = headerSize + in.position();
        const QByteArray name = in.word().toByteArray();
        if (allowedPlugin(name) != nullptr) {
            m_plugin = name;
        } else { // the server's favourite need not be this account's: then it asks for that
            packet.truncate(named);
            packet += m_plugin + '\0';
            putNumber(packet, 0, 3, quint64(packet.size() - headerSize));
        }
    }
    // MariaDB's library insists on encryption since 3.4, even where a socket is the way and the server has none;
    // where the server announces it, it takes a socket for safe.
    abilities = (abilities & ~quint64(hidden)) | encryption;
    putNumber(packet, headerSize + lower, 2, abilities & 0xffff);
    putNumber(packet, headerSize + upper, 2, abilities >> 16);
    putNumber(packet, headerSize + ofMariaDb, 4, 0);
    m_abilities = quint32(abilities);
    m_phase = Phase::Login;
    return {};
}

Result<void> SqlWatch::login(QByteArrayView payload)
{
    if (++m_packets > mostLoginPackets)
        return malformed("The login has no end.");
    switch (firstByte(payload)) {
    case Ok:
        if (!m_replied || m_digestAwaited)
            return malformed("Let in before anybody asked, or had looked.");
        m_phase = Phase::Idle;
        return {};
    case EndOfRows: { // here: another way of logging in, by its name; without one the oldest
        if (payload.size() == 1)
            return checkPlugin("mysql_old_password");
        if (!payload.contains('\0'))
            return malformed("A way of logging in that breaks off.");
        return checkPlugin(PacketReader(payload.sliced(1)).word());
    }
    case MoreOfLogin:
        if (!m_digestAwaited || payload.size() != 2)
            break;
        if (payload[1] == 3) { // the answer was right
            m_digestAwaited = false;
            return {};
        }
        if (payload[1] == 4)
            return fail(
                ErrorKind::PermissionDenied,
                AppTr::tr("The database server of %1 does not remember the account \"%2\" and asks for the password "
                          "itself. It was not sent.")
                    .arg(m_server, m_account),
                AppTr::tr("It forgets when it is restarted. Log in once as \"%1\" with the mysql program on that "
                          "server and try again. Or ask its administrator to let the account log in by "
                          "mysql_native_password or ed25519 (ALTER USER), which need nothing remembered.")
                    .arg(m_account));
        break;
    default:
        break;
    }
    return malformed("The login asks for something that its way of logging in has not.");
}

// --- answers ---

Result<void> SqlWatch::fromServer(QByteArray &packet)
{
    m_bytes += packet.size();
    if (m_bytes > mostFromServer())
        return tooMuch();
    if (packet.size() <= headerSize)
        return malformed("An empty packet.");
    const QByteArrayView payload = QByteArrayView(packet).sliced(headerSize);
    if (isLoggedIn() && ++m_packets > m_limits.mostPackets)
        return tooMuch();
    if (firstByte(payload) == Refused)
        return refused(payload);
    if (m_phase == Phase::Greeting || m_phase == Phase::Login) {
        // The library takes any number, and would answer with the next: a statement's, if it were 0.
        if (quint8(packet.at(3)) != m_number++)
            return malformed("The login's packets are not in their order.");
        return m_phase == Phase::Greeting ? greeting(packet) : login(payload);
    }
    switch (m_phase) {
    case Phase::Answer:
        return answer(payload);
    case Phase::Descriptions:
        return description(payload);
    case Phase::Rows:
        return row(payload);
    case Phase::Over:
    case Phase::Greeting:
    case Phase::Login:
    case Phase::Idle:
        break;
    }
    return malformed("Something came that nobody had asked for.");
}

Result<void> SqlWatch::refused(QByteArrayView payload)
{
    // The number 0xffff stands for a report on progress, which the library reads past its end.
    if (payload.size() < 4 || PacketReader(payload.sliced(1)).number(2) == 0xffff)
        return malformed("An error that cannot be one.");
    if (m_phase == Phase::Idle) // passed on, it would be taken for the answer to the next statement
        return fail(
            ErrorKind::Unreachable, AppTr::tr("The database server of %1 ended the connection.").arg(m_server),
            AppTr::tr("Check that the server runs and can be reached, and try again."),
            visibleText(QString::fromUtf8(payload.sliced(3).first(std::min<qsizetype>(payload.size() - 3, 200)))));
    m_phase = m_phase > Phase::Idle ? Phase::Idle : Phase::Over; // it ends the answer, or the login
    return {};
}

Result<void> SqlWatch::ended(quint64 status)
{
    m_phase = Phase::Idle;
    if ((status & (moreResults | cursorExists)) != 0)
        return malformed("An answer of several parts, which nobody had asked for.");
    return {};
}

Result<void> SqlWatch::answer(QByteArrayView payload)
{
    PacketReader in(payload.sliced(1));
    const int first = firstByte(payload);
    if (first == LocalFile)
        return fail(
            ErrorKind::PermissionDenied,
            AppTr::tr("The database server of %1 asks for a file of this computer. It was not sent.").arg(m_server),
            AppTr::tr("No statement of Nightkeep asks for that: have the server looked at."));
    if (first == Ok && m_command == Prepare)
        return prepared(payload);
    if (first == Ok) {
        in.length(); // how many rows
        in.length(); // the new row's number
        const quint64 status = in.number(2);
        return in.isSound() ? ended(status) : malformed("A success that breaks off.");
    }
    if (m_command != Query && m_command != Execute)
        return malformed("Rows, where none were asked for.");
    if (first > SqlLimits::mostColumns)
        return tooMuch();
    if (payload.size() != 1)
        return malformed("A number of columns that has more than that.");
    m_parameters = 0;
    m_ofParameters = false;
    m_columns = first;
    m_width = 0;
    m_widths.clear();
    m_phase = Phase::Descriptions;
    return {};
}

Result<void> SqlWatch::prepared(QByteArrayView payload)
{
    PacketReader in(payload.sliced(1));
    m_statement = quint32(in.number(4));
    m_columns = int(in.number(2));
    m_parameters = int(in.number(2));
    if (!in.isSound() || payload.size() != 12)
        return malformed("A prepared statement of another length than any.");
    if (m_columns > SqlLimits::mostColumns || m_parameters > SqlLimits::mostColumns)
        return tooMuch();
    m_ofParameters = m_parameters > 0;
    m_width = 0;
    m_widths.clear();
    m_phase = m_columns + m_parameters > 0 ? Phase::Descriptions : Phase::Idle;
    if (m_phase == Phase::Idle)
        m_prepared.insert(m_statement, 0);
    return {};
}

// Those of the parameters and their end, then those of the columns and theirs.
Result<void> SqlWatch::description(QByteArrayView payload)
{
    if (isEndOfRows(payload)) {
        PacketReader in(payload.sliced(1));
        in.number(2); // warnings
        if ((in.number(2) & (moreResults | cursorExists)) != 0)
            return ended(moreResults);
        if (m_parameters == 0 && m_ofParameters && m_columns > 0) {
            m_ofParameters = false;
            return {};
        }
        // Of a description too few the library would have what lay in the memory.
        return m_parameters == 0 && m_columns == m_widths.size() ? describedAll()
                                                                 : malformed("Fewer columns than were announced.");
    }
    if (m_ofParameters ? m_parameters == 0 : m_columns == m_widths.size())
        return malformed("More columns than were announced.");
    PacketReader in(payload);
    for (int i = 0; i < 6; ++i) // catalog, database, table and column, with their real names
        in.text();
    const quint64 rest = in.length();
    in.number(2); // character set
    const quint64 width = in.number(4);
    const int type = int(in.number(1));
    in.bytes(5); // flags, decimals, filler
    const std::optional<int> bytes = sqlValueWidth(type);
    if (!in.isSound() || rest < 12 || !bytes)
        return malformed("A column that cannot be one.");
    if (m_ofParameters) {
        --m_parameters;
        return {};
    }
    m_widths += *bytes;
    m_width += isSqlBlob(type) ? 0 : quint32(std::min<quint64>(width, SqlLimits::widestColumns + 1));
    // Qt's driver makes a buffer of that length for each.
    if (m_command == Prepare && m_width > SqlLimits::widestColumns)
        return tooMuch();
    return {};
}

Result<void> SqlWatch::describedAll()
{
    if (m_command == Prepare) {
        m_prepared.insert(m_statement, m_columns);
        return ended(0);
    }
    // Qt's driver has made room for so many; their types may change (SELECT ?), and are then read anew.
    if (m_command == Execute && m_prepared.value(m_statement) != m_columns)
        return malformed("Other columns than those that the statement has.");
    m_phase = Phase::Rows;
    return {};
}

Result<void> SqlWatch::row(QByteArrayView payload)
{
    if (isEndOfRows(payload)) {
        PacketReader in(payload.sliced(1));
        in.number(2); // warnings
        return ended(in.number(2));
    }
    const bool sound =
        m_command == Execute ? isSoundBinaryRow(payload, m_widths) : isSoundTextRow(payload, m_widths.size());
    return sound ? Result<void>() : malformed("A row whose lengths run past its end.");
}

// --- the client's side ---

// What the library makes of the server's words is looked at before it goes: should it read them differently, that shows
// here.
Result<void> SqlWatch::account(QByteArray &packet)
{
    PacketReader in(QByteArrayView(packet).sliced(headerSize));
    const quint64 abilities = in.number(4);
    if (!in.isSound())
        return oddLibrary("Its answer to the greeting breaks off.");
    if ((abilities & encryption) != 0)
        return fail(ErrorKind::PermissionDenied,
                    AppTr::tr("This computer's database library insists on encrypting the way through the socket "
                              "too, so that what the server of %1 asks for could not be seen.")
                        .arg(m_server),
                    AppTr::tr("Install a later version of it (libmariadb3, libmysqlclient)."));
    in.bytes(4 + 1 + 23); // the most that it takes, character set, nothing
    in.word(); // the account
    const QByteArrayView answer = in.bytes(in.number(1));
    if ((abilities & m_abilities & namedDatabase) != 0)
        in.word();
    if (!in.isSound() || (abilities & protocol41) == 0)
        return oddLibrary("Its answer to the greeting breaks off.");
    if ((abilities & m_abilities & pluginLogin) != 0) {
        if (const Result<void> allowed = checkPlugin(in.word()); !allowed)
            return allowed;
    }
    putNumber(packet, headerSize, 4, abilities & ~quint64(hidden));
    m_replied = true;
    return reply(answer);
}

Result<void> SqlWatch::reply(QByteArrayView answer)
{
    const Plugin *plugin = allowedPlugin(m_plugin);
    const bool without = answer.isEmpty() || (answer.size() == 1 && answer.front() == '\0'); // a password
    if (!without && (plugin == nullptr || answer.size() != plugin->answer))
        return oddLibrary("Not the answer of its way of logging in.");
    m_digestAwaited = !without && plugin->name == sha2Plugin;
    return {};
}

Result<void> SqlWatch::fromClient(QByteArray &packet)
{
    PacketReader in(QByteArrayView(packet).sliced(std::min(headerSize, packet.size())));
    if (m_phase <= Phase::Greeting)
        return oddLibrary("It spoke before it was greeted, or after the end.");
    if (m_phase == Phase::Login) {
        if (packet.size() < headerSize || quint8(packet.at(3)) != m_number++)
            return oddLibrary("Its packets of the login are not in their order.");
        return m_replied ? reply(QByteArrayView(packet).sliced(headerSize)) : account(packet);
    }
    // A statement begins a count anew; what goes on with the server's is a file that it asked for.
    if (packet.size() <= headerSize || packet.at(3) != 0)
        return oddLibrary("No statement begins so.");
    const int command = int(in.number(1));
    const quint32 statement = quint32(in.number(4));
    if (command == CloseStatement)
        m_prepared.remove(statement);
    if (command == Quit || command == CloseStatement || command == SendLongData)
        return {}; // not answered
    m_command = command;
    m_statement = command == Execute ? statement : 0;
    m_bytes = 0;
    m_packets = 0;
    m_phase = Phase::Answer;
    return {};
}

} // namespace Nightkeep
