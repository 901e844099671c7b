<?php

$curl = curl_init('https://api.sandbox-billit.xyz/v1');
curl_setopt_array($curl, [
    CURLOPT_POST => true,
    CURLOPT_POSTFIELDS => '',
    CURLOPT_RETURNTRANSFER => true,
    CURLOPT_TIMEOUT => 30,
    CURLOPT_HTTPHEADER => [
        'Authorization: Bearer ' . getenv('BILLIT_TOKEN'),
        'Accept: application/json',
    ],
]);
$body = curl_exec($curl);
$status = curl_getinfo($curl, CURLINFO_RESPONSE_CODE);
if ($status !== 200) {
    throw new RuntimeException("Status $status: $body");
}
echo json_decode($body, true)['msg'], "\n";
