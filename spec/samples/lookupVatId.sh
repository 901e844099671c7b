curl https://api.sandbox-billit.xyz/v1/gsis/523456110 \
  -H "Authorization: Bearer $BILLIT_TOKEN" \
  -H 'Accept: application/json'
