curl https://api.sandbox-billit.xyz/v1/account \
  -H "Authorization: Bearer $BILLIT_TOKEN" \
  -H 'Accept: application/json'
