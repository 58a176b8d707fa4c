// Prints trades as they come: trades HOST PORT HOW_MANY. Decodes them with codecs that the SBE tool makes of the schema:
//   curl http://127.0.0.1:8080/schema > millrace-schema.xml
//   java --add-opens java.base/jdk.internal.misc=ALL-UNNAMED -Dsbe.target.language=Cpp -Dsbe.output.dir=codecs
//     -jar sbe-all.jar millrace-schema.xml
//   g++ -std=c++17 -Icodecs trades.cpp -o trades
// A real program would take a WebSocket library; these few lines speak as much of it as is needed here.
#include <netdb.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <stdexcept>
#include <string>
#include <vector>

#include "org_millrace_codecs_sbe/MessageHeader.h"
#include "org_millrace_codecs_sbe/Trade.h"

using org::millrace::codecs::sbe::MessageHeader;
using org::millrace::codecs::sbe::Trade;

namespace {

constexpr std::size_t PACKET_HEADER = 16;
constexpr std::size_t FRAME_HEADER = 8;

class WebSocket {
public:
    WebSocket(const char *host, const char *port) {
        addrinfo hints{};
        hints.ai_socktype = SOCK_STREAM;
        addrinfo *found = nullptr;
        if (getaddrinfo(host, port, &hints, &found) != 0) {
            throw std::runtime_error("unknown host");
        }
        fd = socket(found->ai_family, found->ai_socktype, found->ai_protocol);
        bool connected = connect(fd, found->ai_addr, found->ai_addrlen) == 0;
        freeaddrinfo(found);
        if (!connected) {
            throw std::runtime_error("cannot connect");
        }
        write("GET /ws/v1 HTTP/1.1\r\nHost: " + std::string(host) + ":" + port +
              "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
              "Sec-WebSocket-Key: bWlsbHJhY2UtZXhhbXBsZQ==\r\nSec-WebSocket-Protocol: millrace.sbe.v1\r\n\r\n");
        std::string head;
        while (head.size() < 4 || head.compare(head.size() - 4, 4, "\r\n\r\n") != 0) {
            char c;
            read(&c, 1);
            head += c;
        }
        if (head.compare(0, 12, "HTTP/1.1 101") != 0) {
            throw std::runtime_error(head);
        }
    }

    ~WebSocket() { close(fd); }

    // Sends a text of less than 126 bytes; clients mask what they send, here with zeros.
    void send(const std::string &text) {
        std::string frame{'\x81', static_cast<char>(0x80 | text.size())};
        write(frame + std::string(4, '\0') + text);
    }

    // Reads the next message; true: it is binary.
    bool next(std::vector<char> &payload) {
        unsigned char head[2];
        read(head, 2);
        std::uint64_t length = head[1] & 127;
        if (length >= 126) {
            unsigned char longer[8];
            std::size_t bytes = length == 126 ? 2 : 8;
            read(longer, bytes);
            length = 0;
            for (std::size_t i = 0; i < bytes; i++) {
                length = length << 8 | longer[i];
            }
        }
        payload.resize(length);
        read(payload.data(), length);
        return (head[0] & 15) == 2;
    }

private:
    int fd;

    void write(const std::string &bytes) {
        if (::send(fd, bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size())) {
            throw std::runtime_error("cannot send");
        }
    }

    void read(void *to, std::size_t length) {
        char *at = static_cast<char *>(to);
        while (length > 0) {
            ssize_t count = recv(fd, at, length, 0);
            if (count <= 0) {
                throw std::runtime_error("the connection ended");
            }
            at += count;
            length -= count;
        }
    }
};

// Prints a trade; returns whether it was one.
bool print(char *message, std::size_t length) {
    MessageHeader header(message, length);
    if (header.templateId() != Trade::SBE_TEMPLATE_ID) {
        return false;
    }
    Trade trade;
    trade.wrapForDecode(message, MessageHeader::encodedLength(), header.blockLength(), header.version(), length);
    std::printf("%lld %lldE%d\n", static_cast<long long>(trade.tradeId()), static_cast<long long>(trade.price()),
                trade.priceExponent());
    return true;
}

} // namespace

int main(int argc, char **argv) {
    if (argc != 4) {
        std::fprintf(stderr, "usage: trades HOST PORT HOW_MANY\n");
        return 2;
    }
    try {
        WebSocket socket(argv[1], argv[2]);
        socket.send(R"({"op":"subscribe","id":1,"channel":"trades","instruments":["*"]})");
        std::vector<char> packet;
        for (int left = std::atoi(argv[3]); left > 0;) {
            if (!socket.next(packet)) {
                continue; // a control message
            }
            for (std::size_t at = PACKET_HEADER; at + FRAME_HEADER <= packet.size() && left > 0;) {
                std::uint16_t frameLength;
                std::memcpy(&frameLength, &packet[at], sizeof frameLength); // little-endian, as this machine
                left -= print(&packet[at + FRAME_HEADER], frameLength - FRAME_HEADER) ? 1 : 0;
                at += frameLength;
            }
        }
    } catch (const std::exception &fault) {
        std::fprintf(stderr, "%s\n", fault.what());
        return 1;
    }
    return 0;
}
