// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mysql/sqlwatch.h"

#include "app/apptr.h"
#include "app/mysql/packetreader.h"
#include "models/base/bytepath.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

namespace Nightkeep {

namespace {

// Of none of them can the password be read back: the answer is made of it and of numbers that the server chose.
// Not among them: mysql_clear_password and dialog (in clear), sha256_password and the second half of
// caching_sha2_password (locked with a key that the server sends, which is as good), mysql_old_password (weak).
constexpr std::array<std::string_view, 3> allowedPlugins {"mysql_native_password", "client_ed25519",
                                                          "caching_sha2_password"};
constexpr std::string_view nativePlugin = "mysql_native_password";
constexpr std::string_view sha2Plugin = "caching_sha2_password";

constexpr quint32 localFiles = 1U << 7;
constexpr quint32 protocol41 = 1U << 9;
constexpr quint32 encryption = 1U << 11;
constexpr quint32 secureLogin = 1U << 15;
constexpr quint32 pluginLogin = 1U << 19;
// Kept from both sides, as if the other did not know them: compression, LOCAL INFILE, news of the session, and
// answers of other forms than those that are read here.
constexpr quint32 hidden = 1U << 5 | localFiles | 1U << 23 | 1U << 24 | 1U << 25 | 1U << 26 | 1U << 28;

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
    return firstByte(payload) == EndOfRows && payload.size() < 9;
}

/// How many bytes a value of this type has in a binary row; -1: as many as the row says; nothing: no such type.
std::optional<int> widthOf(int type)
{
    switch (type) {
    case 6: // NULL
        return 0;
    case 1: // TINY
        return 1;
    case 2: // SHORT
    case 13: // YEAR
        return 2;
    case 3: // LONG
    case 4: // FLOAT
    case 9: // INT24
        return 4;
    case 5: // DOUBLE
    case 8: // LONGLONG
        return 8;
    default: // 0 DECIMAL, 7 to 12 times, 15 VARCHAR, 16 BIT, 245 JSON to 255 GEOMETRY
        if (type == 0 || type == 7 || (type >= 10 && type <= 12) || type == 15 || type == 16 || type >= 245)
            return -1;
        return std::nullopt;
    }
}

/// Whether Qt's driver takes the length of each value for a buffer, instead of what the column announces.
bool isBlob(int type)
{
    return type == 245 || (type >= 249 && type <= 252);
}

bool isSoundTextRow(QByteArrayView payload, qsizetype columns)
{
    PacketReader in(payload);
    for (qsizetype i = 0; i < columns && in.isSound(); ++i) {
        if (in.position() < payload.size() && firstByte(payload.sliced(in.position())) == LocalFile)
            in.bytes(1); // there the mark means NULL
        else
            in.text();
    }
    return in.isSound();
}

bool isSoundBinaryRow(QByteArrayView payload, const QList<int> &widths)
{
    PacketReader in(payload);
    if (in.number(1) != 0)
        return false;
    const QByteArrayView nulls = in.bytes(quint64(widths.size() + 9) / 8);
    for (qsizetype i = 0; i < widths.size() && in.isSound(); ++i) {
        const qsizetype bit = i + 2;
        if ((static_cast<unsigned char>(nulls[bit / 8]) >> (bit % 8) & 1) != 0)
            continue;
        if (widths.at(i) < 0)
            in.text();
        else
            in.bytes(quint64(widths.at(i)));
    }
    return in.isSound();
}

} // namespace

Error answerTooLarge(const QString &server, const SqlLimits &limits)
{
    return {
        ErrorKind::Incomplete,
        AppTr::tr("The database server of %1 sent more than any answer needs; it was not read to its end.").arg(server),
        AppTr::tr("Nightkeep reads at most %1 MB and %2 rows of an answer. Look at the tables of that database; if "
                  "they are small, then what answers there is no sound database server.")
            .arg(limits.mostBytes / 1'000'000)
            .arg(limits.mostPackets)};
}

SqlWatch::SqlWatch(const QString &server, const QString &account, const SqlLimits &limits)
    : m_server(server)
    , m_account(account)
    , m_limits(limits)
{
}

qsizetype SqlWatch::sizeOf(const QByteArray &header)
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

Result<void> SqlWatch::checkPlugin(QByteArrayView name)
{
    if (std::find(allowedPlugins.begin(), allowedPlugins.end(), std::string_view(name.data(), size_t(name.size())))
        != allowedPlugins.end()) {
        m_plugin = name.toByteArray();
        return {};
    }
    return fail(ErrorKind::PermissionDenied,
                AppTr::tr("The database server of %1 asks for the password in a form that could be read there (%2). It "
                          "was not sent.")
                    .arg(m_server, visibleText(QString::fromLatin1(name.first(std::min<qsizetype>(name.size(), 64))))),
                AppTr::tr("Ask the database's administrator to let the account \"%1\" log in by "
                          "mysql_native_password, ed25519 or caching_sha2_password. If that is so already, somebody "
                          "may have taken the server's place: do not log in there by other programs either.")
                    .arg(m_account));
}

// --- the login ---

Result<void> SqlWatch::greeting(QByteArray &packet)
{
    const QByteArrayView payload = QByteArrayView(packet).sliced(headerSize);
    if (firstByte(payload) == Refused) // "Too many connections": the library reads that
        return {};
    PacketReader in(payload);
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
    in.bytes(std::max<quint64>(13, randomSize > 8 ? randomSize - 8 : 0));
    if (!in.isSound())
        return malformed("The greeting breaks off.");
    if ((abilities & protocol41) == 0 || (abilities & secureLogin) == 0)
        return checkPlugin("mysql_old_password");
    const QByteArrayView plugin =
        (abilities & pluginLogin) != 0 ? in.word() : QByteArrayView(nativePlugin.data(), nativePlugin.size());
    if (const Result<void> allowed = checkPlugin(plugin); !allowed)
        return allowed;
    // MariaDB's library insists on encryption since 3.4, even where a socket is the way and the server has none;
    // where the server announces it, it takes a socket for safe.
    abilities = (abilities & ~quint64(hidden)) | encryption;
    putNumber(packet, headerSize + lower, 2, abilities & 0xffff);
    putNumber(packet, headerSize + upper, 2, abilities >> 16);
    putNumber(packet, headerSize + ofMariaDb, 4, 0);
    m_phase = Phase::Login;
    return {};
}

Result<void> SqlWatch::login(QByteArrayView payload)
{
    if (++m_packets > mostLoginPackets)
        return malformed("The login has no end.");
    switch (firstByte(payload)) {
    case Ok:
        if (!m_replied)
            return malformed("Let in before anybody asked.");
        m_phase = Phase::Idle;
        return {};
    case Refused:
        return {};
    case EndOfRows: { // here: another way of logging in, by its name; without one the oldest
        if (payload.size() == 1)
            return checkPlugin("mysql_old_password");
        if (!payload.contains('\0'))
            return malformed("A way of logging in that breaks off.");
        return checkPlugin(PacketReader(payload.sliced(1)).word());
    }
    case MoreOfLogin:
        if (m_plugin != QByteArrayView(sha2Plugin.data(), sha2Plugin.size()) || payload.size() != 2)
            break;
        if (payload[1] == 3) // the answer was right
            return {};
        if (payload[1] == 4)
            return fail(
                ErrorKind::PermissionDenied,
                AppTr::tr("The database server of %1 does not remember the account \"%2\" and asks for the password "
                          "itself. It was not sent.")
                    .arg(m_server, m_account),
                AppTr::tr("Log in once as \"%1\" with the mysql program on that server, which then remembers the "
                          "account until it is restarted, and try again.")
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
    if (m_phase == Phase::Greeting)
        return greeting(packet);
    if (m_phase == Phase::Login)
        return login(payload);
    if (++m_packets > m_limits.mostPackets)
        return tooMuch();
    if (firstByte(payload) == Refused) { // an error ends every answer; ended by others, a session gets one unasked
        m_phase = Phase::Idle;
        return {};
    }
    switch (m_phase) {
    case Phase::Answer:
        return answer(payload);
    case Phase::Descriptions:
        return description(payload);
    case Phase::Rows:
        return row(payload);
    case Phase::Greeting:
    case Phase::Login:
    case Phase::Idle:
        break;
    }
    return malformed("Something came that nobody had asked for.");
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
    if (first == EndOfRows && isEndOfRows(payload))
        return ended(0);
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
    if (!in.isSound())
        return malformed("A prepared statement that breaks off.");
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
    const std::optional<int> bytes = widthOf(type);
    if (!in.isSound() || rest < 12 || !bytes)
        return malformed("A column that cannot be one.");
    if (m_ofParameters) {
        --m_parameters;
        return {};
    }
    m_widths += *bytes;
    m_width += isBlob(type) ? 0 : quint32(std::min<quint64>(width, SqlLimits::widestColumns + 1));
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

Result<void> SqlWatch::fromClient(QByteArray &packet)
{
    PacketReader in(QByteArrayView(packet).sliced(std::min(headerSize, packet.size())));
    if (m_phase == Phase::Greeting)
        return malformed("The database library spoke before it was greeted.");
    if (m_phase == Phase::Login) {
        if (m_replied)
            return {};
        m_replied = true;
        const quint64 abilities = in.number(4);
        if (!in.isSound())
            return malformed("The database library's answer to the greeting breaks off.");
        if ((abilities & encryption) != 0)
            return fail(ErrorKind::PermissionDenied,
                        AppTr::tr("This computer's database library insists on encrypting the way through the socket "
                                  "too, so that what the server of %1 asks for could not be seen.")
                            .arg(m_server),
                        AppTr::tr("Install a later version of it (libmariadb3, libmysqlclient)."));
        putNumber(packet, headerSize, 4, abilities & ~quint64(hidden));
        return {};
    }
    // A statement begins a count anew; what goes on with the server's is a file that it asked for.
    if (packet.size() <= headerSize || packet.at(3) != 0)
        return malformed("The database library was about to send what no statement is.");
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
